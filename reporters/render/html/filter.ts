/** The filter of the catalogue. It is hidden until the script that works it has run. */

import type { Results } from '../../../src/verdict/results.ts';
import { AREAS, LEVELS, VERDICTS } from '../../../src/verdict/types.ts';
import { visible } from '../sanitize.ts';
import { verdictOf } from '../queries.ts';
import { verdictBadge } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** A choice offers what occurs, in the order of the legend. */
export function filter({ requirements, targets }: Results): Html {
  const count = (of: (one: Results['requirements'][number]) => string, value: string) =>
    requirements.filter((one) => of(one) === value).length;
  const facet = (
    name: string,
    values: readonly string[],
    of: (one: Results['requirements'][number]) => string,
    label: (value: string) => Html | string = visible,
  ): Html =>
    html`<fieldset>
      <legend>${name[0]?.toUpperCase()}${name.slice(1)}</legend>
      ${values
        .filter((value) => count(of, value) > 0)
        .map(
          (value) =>
            html`<label
              ><input type="checkbox" name="${name}" value="${visible(value)}" /> ${label(value)}
              <span class="soft">${count(of, value)}</span></label
            >`,
        )}
    </fieldset>`;
  return html`<search id="filter" class="filter" hidden>
    ${facet('verdict', VERDICTS, verdictOf, (value) => verdictBadge(value as (typeof VERDICTS)[number]))}
    ${facet('level', LEVELS, ({ level }) => level)} ${facet('area', AREAS, ({ area }) => area)}
    ${
      targets.length > 1
        ? facet(
            'vendor',
            targets.map(({ vendor }) => vendor),
            ({ vendor }) => vendor,
          )
        : ''
    }
    <label class="words"
      >Words, all of which must occur <input type="search" autocomplete="off" spellcheck="false"
    /></label>
    <div class="buttons">
      <button type="button" id="clear">Clear the filter</button>
      <button type="button" id="open-all">Open all</button>
      <button type="button" id="close-all">Close all</button>
    </div>
    <p class="shown" role="status"></p>
  </search>`;
}
