/** `index.html`: one self-contained file without script, rendered from `results.json` alone, byte for byte the same. */

import { createHash } from 'node:crypto';
import { raw } from 'hono/html';
import type { Results } from '../../src/verdict/results.ts';
import { oneLine } from './hostile.ts';
import { about } from './html/about.ts';
import { answer, attention } from './html/answer.ts';
import { catalogue } from './html/catalogue.ts';
import { glyphs } from './html/glyphs.ts';
import { html } from './html/tag.ts';
import { legend } from './html/legend.ts';
import { matrix } from './html/matrix.ts';
import { CSS } from './html/style.ts';
import { errata, excluded } from './html/untested.ts';
import { outcomeOf, problems } from './view.ts';

/** The page may load nothing and run nothing; its one style sheet is allowed by its hash. */
const STYLE_HASH = createHash('sha256').update(CSS).digest('base64');
const STYLE = raw(`<style>${CSS}</style>`);
const CSP = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** The whole report, in a reader's order: the answer, the areas, every requirement, what was not tested, the legend. */
export function renderHtml(results: Results): string {
  const vendors = results.targets.map(({ vendor }) => vendor).join(', ');
  const parts: [id: string, name: string, shown: boolean][] = [
    ['attention', 'What needs attention', problems(results).length > 0],
    ['areas', 'Areas', true],
    ['about', 'What was judged', true],
    ['requirements', 'Requirements', true],
    ['excluded', 'Not tested', results.excluded.length > 0],
    ['errata', 'Errata', results.errata.length > 0],
    ['legend', 'Legend', true],
  ];
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${raw(CSP)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${outcomeOf(results)}: ${oneLine(vendors)}, deletion conformance</title>
        ${STYLE}
      </head>
      <body>
        <a class="skip" href="#main">To the results</a>
        ${glyphs()}${answer(results)}
        <nav aria-label="Contents">
          <ul class="wrap">
            ${parts.filter(([, , shown]) => shown).map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
          </ul>
        </nav>
        <main id="main" class="wrap">
          ${attention(results)}${matrix(results)}${about(results)}${catalogue(results)}${excluded(results)}${errata(results)}${legend()}
        </main>
        <footer>
          <p class="wrap">
            ${oneLine(results.suite.name)} ${oneLine(results.suite.version)} · run ${oneLine(results.runId)} · the same
            in machine-readable form: results.json
          </p>
        </footer>
      </body>
    </html>`;
  return `${page}\n`;
}
