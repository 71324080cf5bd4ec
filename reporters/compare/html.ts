/** A comparison as one self-contained page, in the style of the report and without script. */

import { inWords } from '../render/fact-words.ts';
import { STYLE_ONLY_POLICY } from '../render/html/assets.ts';
import { pairs, plural, TONE, utc, verdictBadge } from '../render/html/components.ts';
import { document } from '../render/html/page.ts';
import { html } from '../render/html/html-template.ts';
import type { Html } from '../render/html/html-template.ts';
import { clip, oneLine, visible } from '../render/sanitize.ts';
import { anchor, countsLine, outcomeOf, verdictOf } from '../render/queries.ts';
import { KINDS } from './compare.ts';
import type { Change, Comparison } from './compare.ts';
import { KIND_TEXT, otherDemand, verdictSentence } from './messages.ts';

const MAX_ACTUAL = 600;

export function compareHtml(comparison: Comparison): string {
  const { after, changes } = comparison;
  const shown = KINDS.filter((kind) => changes[kind].length > 0);
  const vendors = oneLine(after.targets.map(({ vendor }) => vendor).join(', '));
  return document({
    title: `${verdictSentence(comparison)} Comparison of two runs: ${vendors}`,
    policy: STYLE_ONLY_POLICY,
    header: answer(comparison),
    contents: shown.map((kind) => [kind, `${KIND_TEXT[kind]} (${changes[kind].length})`]),
    main: html`${shown.map((kind) => list(kind, changes[kind]))}`,
    footer: html`${oneLine(after.suite.name)} ${oneLine(after.suite.version)} · run ${oneLine(comparison.before.runId)}
    compared with run ${oneLine(after.runId)}`,
    script: '',
  });
}

function answer(comparison: Comparison): Html {
  const { before, after, worse, changes, differences } = comparison;
  const run = (results: Comparison['before']): Html =>
    html`${verdictBadge(outcomeOf(results))} ${visible(results.headline)}
      <span class="soft">${utc(results.finishedAt)} · ${countsLine(results)}</span>`;
  return html`<header class="answer ${worse ? 'bad' : 'good'}">
    <div class="wrap">
      <p class="eyebrow">Deletion conformance: two runs compared</p>
      <h1>${verdictSentence(comparison)}</h1>
      ${pairs([
        ['Before', run(before)],
        ['After', run(after)],
      ])}
      <p>${KINDS.map((kind) => `${changes[kind].length} ${KIND_TEXT[kind].toLowerCase()}`).join(', ')}.</p>
      ${
        differences.length > 0
          ? html`<p>The runs also differ, which may be the reason for a change:</p>
              <ul>
                ${differences.map((one) => html`<li>${visible(one)}</li>`)}
              </ul>`
          : ''
      }
    </div>
  </header>`;
}

function list(kind: (typeof KINDS)[number], changes: readonly Change[]): Html {
  if (kind === 'unchanged') {
    return html`<section aria-labelledby="unchanged">
      <h2 id="unchanged">Unchanged</h2>
      <details>
        <summary>${plural(changes.length, 'requirement')}</summary>
        <ul class="list">
          ${changes.map(({ id, after }) => html`<li>${after ? verdictBadge(verdictOf(after)) : ''} <span class="mono">${visible(id)}</span></li>`)}
        </ul>
      </details>
    </section>`;
  }
  return html`<section aria-labelledby="${kind}">
    <h2 id="${kind}">${KIND_TEXT[kind]}</h2>
    ${changes.map(article)}
  </section>`;
}

function article(change: Change): Html {
  const { id, before, after, worse } = change;
  const now = after ?? before;
  if (!now) return html``;
  const verdict = verdictOf(now);
  return html`<article class="req ${TONE[verdict]}" id="${anchor(id)}">
    <h3>
      <a class="mono" href="#${anchor(id)}">${visible(id)}</a>
      ${worse ? html`<span class="level">worse</span>` : ''}
    </h3>
    <p>
      ${before ? verdictBadge(verdictOf(before)) : 'absent'} then ${after ? verdictBadge(verdictOf(after)) : 'absent'}
      <span class="level">${visible(now.level)}</span> <span class="soft">${otherDemand(change)}</span>
    </p>
    <p class="text">${visible(now.text)}</p>
    ${pairs([
      ['Expected', inWords(now.expected)],
      ['Before', before ? said(before) : null],
      ['After', after ? said(after) : null],
    ])}
  </article>`;
}

const said = ({ actual, message }: NonNullable<Change['after']>): string =>
  clip(visible(inWords(actual) || message), MAX_ACTUAL);
