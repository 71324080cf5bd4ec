/** For an engineer: every requirement, in the order of its file. */

import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { visible } from '../hostile.ts';
import { AREA_TEXT } from '../text.ts';
import { anchor, byArea, explanation, needsAttention, verdictOf } from '../view.ts';
import type { Group } from '../view.ts';
import { evidence, exchanges } from './evidence.ts';
import { areaAnchor } from './matrix.ts';
import { linked, pairs, TONE, utc, verdictBadge } from './parts.ts';
import { html } from './tag.ts';
import type { Html } from './tag.ts';

export function catalogue({ requirements }: Results): Html {
  return html`<section aria-labelledby="requirements">
    <h2 id="requirements">Requirements</h2>
    ${byArea(requirements).map(area)}
  </section>`;
}

const area = ({ vendor, area, requirements }: Group): Html =>
  html`<h3 id="${areaAnchor(vendor, area)}">${visible(vendor)} ${visible(area)}</h3>
    <p class="soft">${AREA_TEXT[area]}</p>
    ${requirements.map(article)}`;

function article(requirement: RequirementResult): Html {
  const { id, level, optional, hazardous, text } = requirement;
  const verdict = verdictOf(requirement);
  return html`<article class="req ${TONE[verdict]}" id="${anchor(id)}">
    <h4>
      ${verdictBadge(verdict)} <a class="mono" href="#${anchor(id)}">${visible(id)}</a>
      <span class="level">${visible(level)}</span>
      ${optional ? html`<span class="level">optional</span>` : ''}
      ${hazardous ? html`<span class="level">hazardous</span>` : ''}
    </h4>
    <p class="text">${visible(text)}</p>
    ${
      needsAttention(requirement)
        ? html`${particulars(requirement)}${evidence(requirement)}`
        : html`<details>
            <summary>Expected, actual, source, evidence</summary>
            ${particulars(requirement)}${exchanges(requirement)}
          </details>`
    }
  </article>`;
}

function particulars(requirement: RequirementResult): Html {
  const { expected, actual, source, reason, pending, knownFailure, check } = requirement;
  const why = explanation(requirement);
  return pairs([
    ['Expected', expected],
    ['Actual', actual],
    ['Why', reason ? `${why} (${reason})` : why],
    ['Pending', pending ? `until ${utc(pending.deadline)}` : null],
    [
      'Known',
      knownFailure
        ? [...linked(`${knownFailure.reason} ${knownFailure.link}`), html` until ${visible(knownFailure.expires)}`]
        : null,
    ],
    ['Source', linked(source)],
    ['Try', needsAttention(requirement) ? requirement.try : null],
    ['Check', check],
  ]);
}
