/** For a manager: areas × verdicts, on one printed page. */

import type { Results } from '../../../src/verdict/results.ts';
import { VERDICTS } from '../../../src/verdict/types.ts';
import { visible } from '../sanitize.ts';
import { AREA_HARM, AREA_TEXT } from '../messages.ts';
import { anchor, byArea, countVerdicts, verdictOf } from '../queries.ts';
import type { Group } from '../queries.ts';
import { icon } from './icons.ts';
import { TONE } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export function matrix({ headline, requirements }: Results): Html {
  return html`<section class="manager" aria-labelledby="areas">
    <h2 id="areas">For a manager: areas and verdicts</h2>
    <p>${visible(headline)}</p>
    <section class="tablebox" aria-label="Table: areas and verdicts" tabindex="0">
      <table>
        <caption class="skip">
          Requirements by area and verdict
        </caption>
        <thead>
          <tr>
            <th scope="col">Area</th>
            ${VERDICTS.map((verdict) => html`<th scope="col" class="num">${icon(verdict)} ${verdict}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${byArea(requirements).map(row)}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            ${cells(requirements, '')}
          </tr>
        </tfoot>
      </table>
    </section>
    <p class="soft">The <a href="#legend">legend</a> says what each verdict means.</p>
  </section>`;
}

const row = ({ vendor, area, requirements }: Group): Html =>
  html`<tr>
    <th scope="row">
      <a href="#${areaAnchor(vendor, area)}">${visible(vendor)}: ${visible(area)}</a>
      <br /><span class="soft"
        >${AREA_TEXT[area]}.${requirements.some((one) => verdictOf(one) === 'fail') ? html` <span class="harm">${AREA_HARM[area]}</span>` : ''}</span
      >
    </th>
    ${cells(requirements, `&area=${encodeURIComponent(visible(area))}&vendor=${encodeURIComponent(visible(vendor))}`)}
  </tr>`;

/** @param within the rest of the filter that shows what a number counts; the script makes a link of it. */
function cells(requirements: Group['requirements'], within: string): Html[] {
  const counts = countVerdicts(requirements);
  return VERDICTS.map((verdict) =>
    counts[verdict]
      ? html`<td class="num hit ${TONE[verdict]}" data-name="${verdict}" data-filter="verdict=${verdict}${within}">
          ${counts[verdict]}
        </td>`
      : html`<td class="num zero">0</td>`,
  );
}

/** The fragment of an area's part of the catalogue. No requirement's id holds a colon. */
export const areaAnchor = (vendor: string, area: string): string => `area:${anchor(vendor)}:${anchor(area)}`;
