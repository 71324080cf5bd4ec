import type { FinalCheckEntry } from '../checks/run-level/types.ts';

/** How often a deleted user was looked at, and until when after the answer to the deletion. */
export type Looks = NonNullable<FinalCheckEntry['looks']>;

/**
 * How often and until when these deleted users were looked at, as the end of a sentence: "looked at 3 to 5 times, until
 * 30 s after the answer". Of several users the shortest watch is stated; undefined where nobody was watched.
 */
function saidLooks(all: readonly Looks[]): string | undefined {
  if (all.length === 0) return undefined;
  const counts = all.map(({ times }) => times);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const often = least === most ? `${least}` : `${least} to ${most}`;
  const until = Math.floor(Math.min(...all.map(({ untilMs }) => untilMs)) / 1000);
  return `looked at ${often} ${most === 1 ? 'time' : 'times'}, until ${until} s after the answer`;
}

/** The looks at the users whose deletion was accepted. */
const looksOf = (seen: readonly FinalCheckEntry[]): Looks[] =>
  seen.flatMap(({ deleted, looks }) => (deleted && looks ? looks : []));

/** The note of a run. */
export function watchNote(seen: readonly FinalCheckEntry[]): string[] {
  const said = saidLooks(looksOf(seen));
  return said === undefined ? [] : [`Deleted users were ${said}.`];
}

/** The sentence of a requirement about these users. */
export function watchSentence(seen: readonly FinalCheckEntry[]): string | undefined {
  const own = looksOf(seen);
  const said = saidLooks(own);
  if (said === undefined) return undefined;
  return `${own.length === 1 ? 'The deleted user was' : `The ${own.length} deleted users were each`} ${said}.`;
}
