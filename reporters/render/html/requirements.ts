/** For an engineer: every requirement, by area, in the order of its file. */

import { inWords } from '../fact-words.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { visible } from '../sanitize.ts';
import { AREA_HARM, AREA_TEXT } from '../messages.ts';
import {
  anchor,
  byArea,
  explanation,
  isViolation,
  knownText,
  needsAttention,
  tellingExchanges,
  levelOf,
  verdictOf,
} from '../queries.ts';
import type { Group } from '../queries.ts';
import { exchanges } from './evidence.ts';
import { reproduction } from './reproduction.ts';
import { filter } from './filter.ts';
import { areaAnchor } from './matrix.ts';
import { linked, pairs, plural, TONE, utc, verdictBadge } from './components.ts';
import { documentsOf, sourceText } from './rules.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export function requirementList(results: Results): Html {
  return html`<section aria-labelledby="requirements">
    <h2 id="requirements">For an engineer: every requirement</h2>
    ${filter(results)}${byArea(results.requirements).map((group) => area(group, results))}
  </section>`;
}

const area = ({ vendor, area, requirements }: Group, results: Results): Html =>
  html`<div class="area">
    <h3 id="${areaAnchor(vendor, area)}">${visible(vendor)}: ${visible(area)}</h3>
    <p class="soft">${AREA_TEXT[area]}. If not: ${AREA_HARM[area]} ${plural(requirements.length, 'requirement')}.</p>
    ${requirements.map((one) => article(one, results))}
  </div>`;

function article(requirement: RequirementResult, results: Results): Html {
  const { id, vendor, area, level, optional, hazardous, text, knownFailure, newer } = requirement;
  const verdict = verdictOf(requirement);
  return html`<article
    class="req ${TONE[verdict]}"
    id="${anchor(id)}"
    data-verdict="${verdict}"
    data-level="${visible(level)}"
    data-area="${visible(area)}"
    data-vendor="${visible(vendor)}"
  >
    <h4>
      ${verdictBadge(verdict)} <a class="mono" href="#${anchor(id)}">${visible(id)}</a>
      <span class="level">${visible(levelOf(requirement))}</span>
      ${optional ? html`<span class="level">optional</span>` : ''}
      ${hazardous ? html`<span class="level">hazardous</span>` : ''}
      ${knownFailure || newer ? html`<span class="level">${knownText(requirement)}</span>` : ''}
    </h4>
    <p class="text">${visible(text)}</p>
    ${
      needsAttention(requirement)
        ? html`${particulars(requirement, results)}${reproduction(requirement, results)}${exchanges(requirement, tellingExchanges(requirement))}`
        : html`<details>
            <summary>
              Expected, actual, source and evidence (${plural(requirement.evidence.length, 'exchange')})
            </summary>
            ${particulars(requirement, results)}${exchanges(requirement, requirement.evidence)}
          </details>`
    }
  </article>`;
}

/** What was demanded and what was seen. */
function particulars(requirement: RequirementResult, results: Results): Html {
  const { expected, actual, message, source, reason, pending, knownFailure, check } = requirement;
  const why = explanation(requirement);
  return pairs([
    ['Expected', inWords(expected)],
    // Where nothing deviates, `actual` names what was looked at.
    [verdictOf(requirement) === 'pass' ? 'Looked at' : 'Actual', inWords(actual)],
    // Of what was judged: what happened, how often it was looked, what verify saw.
    ['Seen', reason === null ? message : null],
    ['Why', reason ? `${why} (${reason})` : why],
    ['Pending', pending ? `until ${utc(pending.deadline)}` : null],
    [
      'Known',
      knownFailure
        ? [...linked(`${knownFailure.reason} ${knownFailure.link}`), html` until ${visible(knownFailure.expires)}`]
        : null,
    ],
    ['Try', isViolation(requirement) ? requirement.try : null],
    ['Source', sourceText(source, documentsOf(results, requirement.vendor))],
    ['Check', check],
  ]);
}
