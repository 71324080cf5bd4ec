/** What was not tested and why, and what the published documents get wrong. */

import type { Results } from '../../../src/verdict/results.ts';
import { visible } from '../hostile.ts';
import { anchor } from '../view.ts';
import { linked } from './parts.ts';
import { html } from './tag.ts';
import type { Html } from './tag.ts';

export function excluded({ excluded: rows }: Results): Html {
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="excluded">
    <h2 id="excluded">What was not tested, and why</h2>
    <section class="tablebox" aria-label="Table: excluded" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            <th scope="col">Why it is not tested</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ id, level, text, source, reason }) =>
              html`<tr id="${anchor(id)}">
                <td>
                  <span class="mono">${visible(id)}</span> <span class="level">${visible(level)}</span
                  ><br />${visible(text)}
                </td>
                <td>${visible(reason)}</td>
                <td>${linked(source)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>
  </section>`;
}

export function errata({ errata: rows }: Results): Html {
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="errata">
    <h2 id="errata">Errata of the published documents</h2>
    <p class="soft">Mistakes of the documents, never charged to the implementation.</p>
    <section class="tablebox" aria-label="Table: errata" tabindex="0">
      <table>
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
                <td>${visible(vendor)} <span class="mono">${visible(id)}</span><br /><code>${visible(where)}</code></td>
                <td>${visible(reason)}</td>
                <td>${linked(source)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>
  </section>`;
}
