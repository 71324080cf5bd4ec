/** Several runs next to each other as text, for a terminal or a log. */

import { word } from '../render/sanitize.ts';
import { countsLine, outcomeOf } from '../render/queries.ts';
import { manySentence, type Table } from './many.ts';

/** The answer, the runs by number, then what differs; what is the same is only counted. */
export function manyText(table: Table): string {
  const { runs, different, same } = table;
  const named = runs.map(
    ({ name, results }, n) => `  ${n + 1}  ${word(name)}  ${outcomeOf(results)}: ${countsLine(results)}`,
  );
  const rows = different.map(
    ({ id, verdicts }) => `  ${word(id)}\n      ${verdicts.map((one, n) => `${n + 1} ${one ?? 'absent'}`).join(', ')}`,
  );
  return [
    manySentence(table),
    named.join('\n'),
    ...(rows.length > 0 ? [`Different (${rows.length})\n${rows.join('\n')}`] : []),
    `the same ${same.length}`,
    '',
  ].join('\n\n');
}
