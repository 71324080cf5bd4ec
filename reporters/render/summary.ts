/** `summary.md`: fits a GitHub job summary. */

import { inWords } from './fact-words.ts';
import type { Results } from '../../src/verdict/results.ts';
import type { Verdict } from '../../src/verdict/types.ts';
import { clip, oneLine } from './sanitize.ts';
import { GLYPH, OUTCOME_GLYPH, SCOPE_TEXT, selectionText, UNACCEPTED_TEXT } from './messages.ts';
import { outcomeText } from './outcome-text.ts';
import {
  advice,
  countVerdicts,
  incomplete,
  knownBecause,
  knownText,
  outcomeOf,
  attentionNeeded,
  selectionUnaccepted,
  levelOf,
  verdictOf,
} from './queries.ts';
import { pendingAdvice } from './pending.ts';
import { group, type FailureGroup } from './triage.ts';

/** A job summary takes 1 MiB; a reader takes less. */
const MAX_ROWS = 100;
const MAX_CELL = 240;

/**
 * Escapes a text for one line of GitHub-flavoured Markdown, table cells included. Angle brackets and ampersands become
 * entities (no HTML, no autolinks); what could open a link, image, emphasis, code, formula, list or table cell gets a
 * backslash. Not code spans: a backslash before a pipe ends their cell. Bare addresses, mentions and emoji are looked for
 * in the text that comes of all this, where no backslash is left: an empty comment divides them.
 */
export function markdown(value: unknown, length = MAX_CELL): string {
  return clip(oneLine(value), length)
    .replace(/[\\`*_{}[\]!|~$@:#]/g, '\\$&')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/www(?=\.)|:(?=\/\/)|[@#](?=[\w-])|:(?=[\w+-][\w+\\-]*:)|\bgh(?=-\d)/gi, `$&${DIVIDER}`);
}

const DIVIDER = '<!-- -->';

/** The outcome, the counts, every requirement that needs attention, and where to look further. */
export function renderSummary(results: Results): string {
  const outcome = outcomeOf(results);
  const sections = [
    `## ${OUTCOME_GLYPH[outcome]} Deletion conformance: ${outcome}`,
    bold(markdown(results.headline, 1000)),
    outcomeText(results),
    targets(results),
    partial(results),
    counts(results),
    attention(results),
    pending(results),
    completion(results),
    SCOPE_TEXT,
    'Evidence, sources and curl lines: `index.html` of the report; for programs: `results.json`, `junit.xml`.',
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

/** Asterisks around nothing would be a rule across the page. */
const bold = (text: string): string => (text === '' ? '' : `**${text}**`);

const targets = ({ targets, label }: Results): string =>
  [
    ...(label === undefined ? [] : [`- build: ${markdown(label)}`]),
    ...targets.map(({ vendor, kind, baseUrl }) => {
      const where = kind === 'sandbox' ? `the embedded sandbox (${markdown(baseUrl)})` : markdown(baseUrl);
      return `- ${markdown(vendor)}: ${where}`;
    }),
  ].join('\n');

function partial(results: Results): string {
  const text = selectionText(results);
  if (text === null) return '';
  const selection = `${markdown(`${text.charAt(0).toUpperCase()}${text.slice(1)}`, 1000)}.`;
  return selectionUnaccepted(results) ? `${selection} ${UNACCEPTED_TEXT}` : selection;
}

function counts({ requirements }: Results): string {
  const entries = Object.entries(countVerdicts(requirements)) as [Verdict, number][];
  const row = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  return [
    row(entries.map(([verdict]) => `${GLYPH[verdict]} ${verdict}`)),
    row(entries.map(() => '---:')),
    row(entries.map(([, count]) => count)),
  ].join('\n');
}

function attention(results: Results): string {
  const found = group(attentionNeeded(results));
  if (found.length === 0) return '';
  const rows = found.slice(0, MAX_ROWS).map(row);
  const more = found.length > MAX_ROWS ? `\n\n${found.length - MAX_ROWS} more are in \`index.html\`.` : '';
  return [
    '### What needs attention',
    '',
    '| Verdict | Requirement | Expected | Actual | Try |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ]
    .join('\n')
    .concat(more);
}

function row({ first: requirement, alike }: FailureGroup): string {
  const { id, text, expected, actual, message, reason } = requirement;
  const verdict = verdictOf(requirement);
  const judged = [
    `${GLYPH[verdict]} ${verdict}`,
    reason ? `(${markdown(reason)})` : '',
    markdown([knownText(requirement), knownBecause(requirement)].filter(Boolean).join('. ')),
  ];
  const others =
    alike.length === 0
      ? ''
      : ` ${markdown(`And ${alike.length} more with the same observation: ${alike.map((one) => one.id).join(', ')}`)}`;
  const cells = [
    judged.filter(Boolean).join(' '),
    `**${markdown(id)}** (${markdown(levelOf(requirement))}) ${markdown(text)}${others}`,
  ];
  return `| ${[...cells, markdown(inWords(expected)), markdown(message || inWords(actual)), markdown(advice(requirement))].join(' | ')} |`;
}

function pending(results: Results): string {
  const advised = pendingAdvice(results);
  if (!advised) return '';
  const text = markdown(advised.text, 1000);
  return advised.command === null ? text : `${text}\n\n${codeBlock(advised.command)}`;
}

/** Lines of code, whatever they hold: indented, nothing in them is markup. */
const codeBlock = (text: string): string => `    ${oneLine(text)}`;

function completion(results: Results): string {
  if (outcomeOf(results) !== 'incomplete') return '';
  const count = incomplete(results).length;
  if (count === 0) return 'The run is incomplete as a whole: see the headline.';
  return `${count} ${count === 1 ? 'requirement keeps' : 'requirements keep'} this run from being complete.`;
}
