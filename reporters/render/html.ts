/** `index.html`: one self-contained file, rendered from `results.json` alone, byte for byte the same. */

import type { Results } from '../../src/verdict/results.ts';
import { resultsSha256 } from '../../src/results/results-text.ts';
import { oneLine } from './sanitize.ts';
import { about } from './html/about.ts';
import { header } from './html/header.ts';
import { ENHANCEMENT, POLICY } from './html/assets.ts';
import { attention, hasAttention } from './html/attention.ts';
import { requirementList } from './html/requirements.ts';
import { limitSize } from './html/size-limit.ts';
import { legend } from './html/legend.ts';
import { matrix } from './html/matrix.ts';
import { document } from './html/page.ts';
import { citedRules, rules } from './html/rules.ts';
import { html } from './html/html-template.ts';
import { excluded } from './html/excluded.ts';
import { outcomeOf } from './queries.ts';

/**
 * The whole report, in a reader's order. Evidence is shortened only where the page would grow beyond 2 MB.
 * @param sha256 of the `results.json` that it is rendered from; default: of the one that a run writes of these results
 */
export function renderHtml(results: Results, sha256 = resultsSha256(results)): string {
  return limitSize(results, (shortened, note) => page(shortened, note, sha256));
}

function page(results: Results, note: string | null, sha256: string): string {
  const vendors = results.targets.map(({ vendor }) => vendor).join(', ');
  const contents: [id: string, name: string, shown: boolean][] = [
    ['attention', 'What to look at first', hasAttention(results)],
    ['areas', 'For a manager', true],
    ['requirements', 'For an engineer', true],
    ['about', 'What was judged', true],
    ['excluded', 'What was not tested', results.excluded.length > 0],
    ['rules', 'Rules', citedRules(results).size > 0],
    ['legend', 'Legend', true],
  ];
  return document({
    title: `${outcomeOf(results)}: ${oneLine(vendors)}, deletion conformance`,
    policy: POLICY,
    header: header(results),
    contents: contents.filter(([, , shown]) => shown),
    main: html`${note ? html`<p class="wrong">${note}, to keep this page under 2 MB. results.json holds all of it.</p>` : ''}
      ${attention(results)}${matrix(results)}${requirementList(results)}${about(results, sha256)}${excluded(results)}${rules(results)}${legend()}
      <p id="said" class="skip" role="status"></p>`,
    footer: html`${oneLine(results.suite.name)} ${oneLine(results.suite.version)} · run ${oneLine(results.runId)} · the
      same in machine-readable form: results.json, sha256 <span class="mono">${sha256}</span>`,
    script: ENHANCEMENT,
  });
}
