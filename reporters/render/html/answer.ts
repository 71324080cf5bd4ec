/** The first screen: the outcome, of what, when, the counts, and what to look at first. */

import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import type { Verdict } from '../../../src/verdict/types.ts';
import { visible } from '../hostile.ts';
import { OUTCOME_TEXT } from '../text.ts';
import { anchor, countVerdicts, explanation, incomplete, outcomeOf, problems, verdictOf } from '../view.ts';
import { glyph } from './glyphs.ts';
import { pairs, plural, TONE, utc, verdictBadge } from './parts.ts';
import { html } from './tag.ts';
import type { Html } from './tag.ts';

export function answer(results: Results): Html {
  const outcome = outcomeOf(results);
  return html`<header class="answer ${TONE[outcome]}">
    <div class="wrap">
      <p class="eyebrow">Deletion conformance report</p>
      <h1>${glyph(outcome)} ${outcome}</h1>
      <p class="lead">${visible(results.headline)}</p>
      <p class="soft">${OUTCOME_TEXT[outcome]}</p>
      ${pairs([
        ...results.targets.map((target) => [visible(target.vendor), judgedAt(target)] as const),
        ['Judged', `${utc(results.startedAt)} to ${utc(results.finishedAt)}`],
        ['Selection', results.partial ? `partial: only requirements that match ${results.partial.selection}` : null],
      ])}
      ${counts(results)}
    </div>
  </header>`;
}

const judgedAt = ({ kind, baseUrl, contract }: Results['targets'][number]): Html =>
  html`${kind === 'sandbox' ? 'the embedded sandbox, ' : ''}<code>${visible(baseUrl)}</code>
    <span class="soft">against ${visible(contract.title)} ${visible(contract.version)}</span>`;

function counts({ requirements }: Results): Html {
  const entries = Object.entries(countVerdicts(requirements)) as [Verdict, number][];
  return html`<ul class="counts">
    ${entries.map(
      ([verdict, count]) =>
        html`<li class="${TONE[verdict]}${count ? '' : ' none'}">
          <strong>${count}</strong>${glyph(verdict)} ${verdict}
        </li>`,
    )}
  </ul>`;
}

/** Everything that needs attention, most severe first, each a link to its evidence; and what would complete the run. */
export function attention(results: Results): Html {
  const found = problems(results);
  if (found.length === 0) return html``;
  return html`<section aria-labelledby="attention">
    <h2 id="attention">What needs attention</h2>
    ${completion(results)}
    <ul class="list">
      ${found.map(problem)}
    </ul>
  </section>`;
}

function problem(requirement: RequirementResult): Html {
  const { id, level, text, actual } = requirement;
  return html`<li>
    ${verdictBadge(verdictOf(requirement))} <span class="level">${level}</span>
    <a class="mono" href="#${anchor(id)}">${visible(id)}</a>
    <p class="text">${visible(text)}</p>
    <p class="text soft">${visible(actual || explanation(requirement))}</p>
  </li>`;
}

function completion(results: Results): Html {
  if (outcomeOf(results) !== 'incomplete') return html``;
  const open = incomplete(results);
  if (open.length === 0) return html`<p>The run is incomplete as a whole; the headline says why.</p>`;
  const hints = [...new Set(open.map((requirement) => visible(requirement.try)).filter(Boolean))];
  return html`<p>
      ${plural(open.length, 'requirement')} must be judged before this run is complete.
      ${hints.length ? 'What would complete it:' : ''}
    </p>
    ${
      hints.length
        ? html`<ul>
            ${hints.map((hint) => html`<li>${hint}</li>`)}
          </ul>`
        : ''
    }`;
}
