/** What was judged, by what, after which documents; what was left; and the configuration, redacted. */

import type { Results, TargetReport } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { pacingText } from '../pacing.ts';
import { KNOWN_STATE_TEXT } from '../messages.ts';
import { errata } from './errata.ts';
import { linked, pairs, plural, utc } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** @param sha256 of `results.json` */
export function about(results: Results, sha256: string): Html {
  const { suite, node, label, options, shard, seed, runId, startedAt, finishedAt, detection } = results;
  const set = Object.entries(options).filter(([, on]) => on);
  return html`<section aria-labelledby="about">
    <h2 id="about">What was judged</h2>
    ${results.targets.map(target)}
    <h3>The run</h3>
    ${pairs([
      ['Build', label ?? null],
      [
        'Suite',
        `${suite.name} ${suite.version}${suite.commit ? `, commit ${suite.commit}` : ''}${suite.modified ? ', modified' : ''}`,
      ],
      ['Node.js', node ?? null],
      ['results.json', `sha256 ${sha256}`],
      ['Time', `${utc(startedAt)} to ${utc(finishedAt)}`],
      ['Run', runId],
      ['Seed', `${seed} (--seed ${seed} repeats its generated cases)`],
      ['Shard', shard ? `${shard.current} of ${shard.total}` : null],
      ['Options', set.map(([name]) => name).join(', ') || 'none'],
      [
        'Detection',
        detection && `${visible(detection)} (broken and correct implementations that this suite was measured with)`,
      ],
    ])}
    ${
      results.cleanup.length
        ? html`<h3>Clean-up</h3>
            ${pairs(results.cleanup.map(({ vendor, message, left }) => [vendor, [message, ...left].join(' · ')]))}`
        : ''
    }
    ${
      results.knownFailures.length
        ? html`<h3>Known failures</h3>
            ${knownFailures(results)}`
        : ''
    }
    ${errata(results)}
    ${
      Object.keys(results.configuration).length
        ? html`<h3>Configuration, redacted</h3>
            <details>
              <summary>${plural(Object.keys(results.configuration).length, 'variable')} that were set</summary>
              <p class="soft">Secrets never reach this file.</p>
              ${pairs(Object.entries(results.configuration))}
            </details>`
        : ''
    }
  </section>`;
}

function target({
  vendor,
  kind,
  baseUrl,
  contract,
  documents = [],
  edition,
  declared,
  notes,
  pacing = null,
}: TargetReport): Html {
  const { users, observe, observeBecause, otherTenant, settleMs, deadlineMs, maxUsers, ...further } = declared;
  return html`<h3>${visible(vendor)}</h3>
    ${pairs([
      ['Target', `${kind === 'sandbox' ? 'embedded sandbox, ' : ''}${baseUrl}`],
      ['Contract', `${contract.title} ${contract.version}`],
      ['Published at', linked(contract.source)],
      ['Published file', `sha256 ${contract.publishedSha256}`],
      ['Contract used', `sha256 ${contract.sha256}`],
      ['Requirements', contract.requirementsSha256 ? `sha256 ${contract.requirementsSha256}` : null],
      ['Edition', edition ? `${edition.name}, sha256 ${edition.sha256}` : null],
      ['Errata', contract.errataSha256 ? `sha256 ${contract.errataSha256}` : null],
      ['Documents', documents.length ? documents.map(document) : null],
      ['Users', `${users}, ${maxUsers} at most`],
      ['Observed by', `${observe}: ${observeBecause}`],
      ['Second tenant', otherTenant ? 'yes' : 'no'],
      ['Watched for', `${settleMs} ms; the deletion must be done within ${deadlineMs} ms`],
      ...Object.entries(further).map(([name, value]) => [name, visible(value)] as const),
      ['Limits met', pacingText({ pacing }) ?? null],
      ['Notes', notes.length ? html`${notes.map((note, n) => html`${n ? html`<br />` : ''}${visible(note)}`)}` : null],
    ])}`;
}

const document = ({ name, url, retrieved }: NonNullable<TargetReport['documents']>[number], n: number): Html =>
  html`${n ? html`<br />` : ''}${visible(name)}, read on ${visible(retrieved)}: ${linked(url)}`;

const knownFailures = ({ knownFailures: known }: Results): Html =>
  html`<ul class="list">
    ${known.map(({ id, reason, link, expires, state }) => html`<li><span class="mono">${visible(id)}</span>: ${linked(`${reason} ${link}`)} (until ${visible(expires)}; ${KNOWN_STATE_TEXT[state]})</li>`)}
  </ul>`;
