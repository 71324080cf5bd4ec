/** What was not tested, and why. */

import type { Results } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { anchor } from '../queries.ts';
import { plural } from './components.ts';
import { documentsOf, sourceText } from './rules.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export function excluded(results: Results): Html {
  const { excluded: rows } = results;
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="excluded">
    <h2 id="excluded">What was not tested, and why</h2>
    <details>
      <summary>${plural(rows.length, 'requirement')} that no test can decide, each with the reason</summary>
      <section class="tablebox" aria-label="Table: requirements that were not tested" tabindex="0">
        <table class="sentences">
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              <th scope="col">Why it is not tested</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ id, vendor, level, text, source, reason }) =>
                html`<tr id="${anchor(id)}">
                  <td>
                    <span class="mono">${visible(id)}</span> <span class="level">${visible(level)}</span
                    ><br />${visible(text)}
                  </td>
                  <td>${visible(reason)}</td>
                  <td>${sourceText(source, documentsOf(results, vendor))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    </details>
  </section>`;
}
