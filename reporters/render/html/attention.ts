/** What to do next: what would complete the run, the most urgent problems with the request that shows each, the rest. */

import { inWords } from '../fact-words.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { clip, visible } from '../sanitize.ts';
import { pendingAdvice } from '../pending.ts';
import { group, sharedReason } from '../triage.ts';
import type { FailureGroup } from '../triage.ts';
import {
  anchor,
  explanation,
  incomplete,
  isViolation,
  knownBecause,
  knownText,
  outcomeOf,
  attentionNeeded,
  remedyOf,
  sentenceOf,
  tellingExchanges,
  levelOf,
  verdictOf,
} from '../queries.ts';
import { command, title } from './evidence.ts';
import { reproduction } from './reproduction.ts';
import { linked, pairs, plural, TONE, verdictBadge } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

/** How many problems are shown with their request. */
const FIRST = 3;
const MAX_TEXT = 400;
const MAX_CURL = 2000;

/** Whether there is anything to look at. */
export const hasAttention = (results: Results): boolean =>
  attentionNeeded(results).length > 0 || outcomeOf(results) === 'incomplete';

/** Nothing at all where nothing needs attention. */
export function attention(results: Results): Html {
  if (!hasAttention(results)) return html``;
  const found = group(attentionNeeded(results));
  return html`<section aria-labelledby="attention">
    <h2 id="attention">What to look at first</h2>
    ${completion(results)}${pending(results)}${found.slice(0, FIRST).map((problem, n) => card(problem, n, results))}${rest(found.slice(FIRST))}
  </section>`;
}

function card({ first, alike }: FailureGroup, n: number, results: Results): Html {
  const { id, text, expected, actual } = first;
  const verdict = verdictOf(first);
  return html`<div class="card ${TONE[verdict]}">
    <h3>${n + 1}. ${short(sentenceOf(first))}</h3>
    <p>
      ${verdictBadge(verdict)} <span class="level">${visible(levelOf(first))}</span>
      <a class="mono" href="#${anchor(id)}">${visible(id)}</a>
      ${knownBadge(first)}
    </p>
    ${pairs([
      ['Requirement', sentenceOf(first) === text ? null : text],
      ['Known', first.knownFailure ? linked(knownBecause(first)) : null],
      ['Expected', short(inWords(expected))],
      ['Actual', short(inWords(actual))],
      ['Why', short(explanation(first))],
      ['Try', isViolation(first) ? short(first.try) : null],
    ])}
    ${tellingExchanges(first).map((exchange) =>
      exchange.curl.length > MAX_CURL
        ? html`<p class="label">${title(exchange)}. Its curl line is long; see the evidence.</p>`
        : command(exchange.curl, title(exchange)),
    )}
    ${reproduction(first, results)}${others(alike)}
  </div>`;
}

/** The other requirements that show the same: most likely one cause, so they are one line here. */
function others(alike: readonly RequirementResult[]): Html {
  if (alike.length === 0) return html``;
  return html`<details>
    <summary>${plural(alike.length, 'more requirement')} with the same observation</summary>
    <ul>
      ${alike.map(({ id, text }) => html`<li><a class="mono" href="#${anchor(id)}">${visible(id)}</a> ${visible(text)}</li>`)}
    </ul>
  </details>`;
}

function rest(found: readonly FailureGroup[]): Html {
  if (found.length === 0) return html``;
  return html`<h3>Then, by urgency</h3>
    <ul class="list">
      ${found.map(
        ({ first, alike }) =>
          html`<li>
            ${verdictBadge(verdictOf(first))} <span class="level">${visible(levelOf(first))}</span>
            <a class="mono" href="#${anchor(first.id)}">${visible(first.id)}</a>
            ${knownBadge(first)}
            <p class="text">${short(sentenceOf(first))}</p>
            <p class="text soft">${short(inWords(first.actual) || explanation(first))}</p>
            ${others(alike)}
          </li>`,
      )}
    </ul>`;
}

/** What an operator can do about each reason that keeps the run from being complete. */
function completion(results: Results): Html {
  if (outcomeOf(results) !== 'incomplete') return html``;
  const open = incomplete(results);
  if (open.length === 0) {
    return html`<p>
      No single requirement keeps the run from being complete: nothing was executed, no requirement of area erasure was
      judged, or another set of requirements ran than was required. Run all requirements again.
    </p>`;
  }
  return html`<div class="card open">
    <h3>What would complete this run</h3>
    <p>${plural(open.length, 'requirement')} must be judged before this run is complete.</p>
    <ul>
      ${group(open).map(({ first, alike }) => {
        const said = sharedReason(first) || explanation(first);
        return html`<li><strong>${alike.length + 1}</strong>: ${short(said)} ${remedyOf(first)}</li>`;
      })}
    </ul>
  </div>`;
}

/** The deletions that are pending, with the command that judges them later. */
function pending(results: Results): Html {
  const advised = pendingAdvice(results);
  if (!advised) return html``;
  return html`<div class="card open">
    <h3>Pending deletions</h3>
    <p>${advised.text}</p>
    ${advised.command === null ? '' : command(advised.command, 'In the folder of the run')}
  </div>`;
}

const knownBadge = (requirement: RequirementResult): Html =>
  requirement.knownFailure ? html`<span class="level">${knownText(requirement)}</span>` : html``;

const short = (text: string): string => clip(visible(text), MAX_TEXT);
