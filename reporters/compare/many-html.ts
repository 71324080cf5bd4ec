/** Several runs as one self-contained page, in the style of the report and without script. */

import { STYLE_ONLY_POLICY } from '../render/html/assets.ts';
import { TONE, utc, verdictBadge } from '../render/html/components.ts';
import { document } from '../render/html/page.ts';
import { html } from '../render/html/html-template.ts';
import type { Html } from '../render/html/html-template.ts';
import { oneLine, visible } from '../render/sanitize.ts';
import { anchor, countsLine, outcomeOf } from '../render/queries.ts';
import { manySentence, type NamedRun, type Row, type Table } from './many.ts';

/** Requirements × runs, differences first. */
export function manyHtml(table: Table): string {
  const { runs, different, same } = table;
  const suite = runs.at(-1)?.results.suite;
  return document({
    title: `${manySentence(table)} Comparison of ${runs.length} runs`,
    policy: STYLE_ONLY_POLICY,
    header: answer(table),
    contents: [
      ['different', `Different (${different.length})`],
      ['same', `The same (${same.length})`],
    ],
    main: html`<section aria-labelledby="different">
        <h2 id="different">Different</h2>
        ${different.length > 0 ? grid('requirements that differ', table, different) : html`<p>None.</p>`}
      </section>
      <section aria-labelledby="same">
        <h2 id="same">The same</h2>
        ${same.length > 0 ? grid('requirements with the same verdict', table, same) : html`<p>None.</p>`}
      </section>`,
    footer: html`${oneLine(suite?.name ?? '')} ${oneLine(suite?.version ?? '')} · ${runs.length} runs compared`,
    script: '',
  });
}

function answer(table: Table): Html {
  return html`<header class="answer ${table.different.length > 0 ? 'open' : 'good'}">
    <div class="wrap">
      <p class="eyebrow">Deletion conformance: ${table.isHistory ? 'the history of a folder' : 'runs compared'}</p>
      <h1>${manySentence(table)}</h1>
      <ul>
        ${table.runs.map((run) => html`<li>${about(run)}</li>`)}
      </ul>
    </div>
  </header>`;
}

const about = ({ name, results }: NamedRun): Html =>
  html`<b>${oneLine(name)}</b> ${verdictBadge(outcomeOf(results))} ${visible(results.headline)}
    <span class="soft"
      >${utc(results.finishedAt)} · ${countsLine(results)} · suite ${oneLine(results.suite.version)}</span
    >`;

function grid(what: string, { runs }: Table, rows: readonly Row[]): Html {
  return html`<section class="tablebox" aria-label="Table: ${what}" tabindex="0">
    <table>
      <caption class="skip">
        ${what}
      </caption>
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          ${runs.map(
            ({ name, results }) =>
              html`<th scope="col">${oneLine(name)}<br /><span class="soft">${utc(results.startedAt)}</span></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(line)}
      </tbody>
    </table>
  </section>`;
}

const line = ({ id, requirement, verdicts }: Row): Html =>
  html`<tr id="${anchor(id)}">
    <th scope="row">
      <span class="mono">${visible(id)}</span> <span class="level">${visible(requirement.level)}</span> <br /><span
        class="soft"
        >${visible(requirement.text)}</span
      >
    </th>
    ${verdicts.map((one) => (one ? html`<td class="${TONE[one]}">${verdictBadge(one)}</td>` : html`<td>absent</td>`))}
  </tr>`;
