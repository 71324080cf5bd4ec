/** The first screen: the outcome, of what, when, and the counts. */

import type { Results } from '../../../src/verdict/results.ts';
import type { Verdict } from '../../../src/verdict/types.ts';
import { visible } from '../sanitize.ts';
import { SCOPE_TEXT, selectionText } from '../messages.ts';
import { outcomeText } from '../outcome-text.ts';
import { countVerdicts, outcomeOf, verdictOf } from '../queries.ts';
import { icon } from './icons.ts';
import { pairs, TONE, utc } from './components.ts';
import { html } from './html-template.ts';
import type { Html } from './html-template.ts';

export function header(results: Results): Html {
  const outcome = outcomeOf(results);
  return html`<header class="answer ${TONE[outcome]}">
    <div class="wrap">
      <p class="eyebrow">Deletion conformance report</p>
      <h1>${icon(outcome)} <span class="word">${outcome}</span></h1>
      <p class="lead">${visible(results.headline)}</p>
      <p class="soft">${outcomeText(results)} ${SCOPE_TEXT}</p>
      ${pairs([
        ...results.targets.map((target) => [visible(target.vendor), judgedAt(target)] as const),
        ['Build', results.label ?? null],
        ['Judged', `${utc(results.startedAt)} to ${utc(results.finishedAt)}`],
        ['Verified', results.verified ? `${utc(results.verified.at)}. ${results.verified.message}` : null],
        ['Selection', selectionText(results)],
      ])}
      ${counts(results)}${further(results)}
    </div>
  </header>`;
}

/** Where a target was, in words that never hide that it was the sandbox. */
const judgedAt = ({ kind, baseUrl, contract }: Results['targets'][number]): Html =>
  html`${kind === 'sandbox' ? 'the embedded sandbox, ' : ''}<code>${visible(baseUrl)}</code>
    <span class="soft">against ${visible(contract.title)} ${visible(contract.version)}</span>`;

function counts({ requirements }: Results): Html {
  const entries = Object.entries(countVerdicts(requirements)) as [Verdict, number][];
  return html`<ul class="counts">
    ${entries.map(([verdict, count]) =>
      count
        ? html`<li class="${TONE[verdict]}" data-filter="verdict=${verdict}">
            <strong>${count}</strong>${icon(verdict)} ${verdict}
          </li>`
        : html`<li class="none"><strong>0</strong>${icon(verdict)} ${verdict}</li>`,
    )}
  </ul>`;
}

const counted = (number: number, what: string): string[] => (number > 0 ? [`${number} ${what}`] : []);

/** What the verdicts alone do not show. */
function further({ requirements, excluded }: Results): Html {
  const count = (test: (one: Results['requirements'][number]) => boolean) => requirements.filter(test).length;
  const failing = count((one) => one.knownFailure !== null && verdictOf(one) !== 'pass');
  const passing = count((one) => one.knownFailure !== null && verdictOf(one) === 'pass');
  const parts = [
    `${count(({ reason }) => reason === 'held-back')} held back as hazardous`,
    ...counted(
      count(({ reason }) => reason === 'provoking'),
      'held back as provoking',
    ),
    ...counted(
      count(({ reason }) => reason === 'credential-limit'),
      'not tried, for few bad credentials are answered or sent',
    ),
    `${count(({ pending }) => pending !== null)} pending before their deadline`,
    ...counted(
      count(({ newer }) => newer === true),
      'newer than the edition, not counted',
    ),
    ...(failing > 0 ? [`${failing} failing as known`] : []),
    ...(passing > 0 ? [`${passing} listed as known failures but passing`] : []),
  ];
  return html`<p class="soft">
    Of these ${requirements.length}: ${parts.join(', ')}. Besides them, ${excluded.length} that cannot be
    tested${excluded.length ? html` (<a href="#excluded">which, and why</a>)` : ''}.
  </p>`;
}
