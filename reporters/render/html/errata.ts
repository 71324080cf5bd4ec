/** What the published documents get wrong, and how each mistake was decided. */

import type { Results } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { plural } from './components.ts';
import { documentsOf, sourceText } from './rules.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export function errata(results: Results): Html {
  const { errata: rows } = results;
  if (rows.length === 0) return html``;
  return html`<h3 id="errata">Errata of the published documents</h3>
    <details>
      <summary>${plural(rows.length, 'mistake')} in the documents</summary>
      <p class="soft">Mistakes in the documents, never charged to the implementation.</p>
      <section class="tablebox" aria-label="Table: errata of the documents" tabindex="0">
        <table class="sentences">
          <thead>
            <tr>
              <th scope="col">Erratum</th>
              <th scope="col">What is wrong, and how it was decided</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ vendor, id, where, reason, source }) =>
                html`<tr>
                  <td>
                    ${visible(vendor)} <span class="mono">${visible(id)}</span><br /><code>${visible(where)}</code>
                  </td>
                  <td>${visible(reason)}</td>
                  <td>${sourceText(source, documentsOf(results, vendor))}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    </details>`;
}
