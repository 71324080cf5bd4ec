/** A comparison as text, for a terminal or a log. */

import { inWords } from '../render/fact-words.ts';
import { clip, word } from '../render/sanitize.ts';
import { countsLine, outcomeOf } from '../render/queries.ts';
import { KINDS } from './compare.ts';
import type { Change, Comparison } from './compare.ts';
import { KIND_TEXT, transition, verdictSentence } from './messages.ts';

const MAX_ACTUAL = 300;

/** The answer first, then every list; what did not change is only counted. */
export function compareText(comparison: Comparison): string {
  const { before, after, changes, differences } = comparison;
  const run = (name: string, results: Comparison['before']) =>
    `${name}  ${outcomeOf(results)}: ${word(results.headline)}\n        ${countsLine(results)}`;
  const lists = KINDS.filter((kind) => kind !== 'unchanged' && changes[kind].length > 0);
  return [
    verdictSentence(comparison),
    `${run('before', before)}\n${run('after ', after)}`,
    ...(differences.length > 0
      ? [`The runs differ in:\n${differences.map((one) => `  ${word(one)}`).join('\n')}`]
      : []),
    ...lists.map((kind) => `${KIND_TEXT[kind]} (${changes[kind].length})\n${changes[kind].map(line).join('\n')}`),
    KINDS.map((kind) => `${KIND_TEXT[kind].toLowerCase()} ${changes[kind].length}`).join(', '),
    '',
  ].join('\n\n');
}

function line(change: Change): string {
  const { id, after, worse } = change;
  const head = `  ${worse ? '✗' : ' '} ${word(id)}  ${transition(change)}`;
  const said = after && after.verdict !== 'pass' ? word(inWords(after.actual) || after.message) : '';
  return said ? `${head}\n      ${clip(said, MAX_ACTUAL)}` : head;
}
