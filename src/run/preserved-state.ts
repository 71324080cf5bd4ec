import { createHash } from 'node:crypto';
import { keptIn } from '../checks/steps/preserved-data.ts';
import type { Preserved } from '../spec-loader/types.ts';
import type { UserObservation } from '../users/types.ts';

/** Things of one kind that a user has. Each is a digest: what is kept of a user holds none of the user's data. */
export interface PreservedKind {
  readonly what: string;
  readonly things: readonly string[];
}

/** Hexadecimal digits of a digest: enough to distinguish the things of a user. */
const DIGITS = 16;

/** What each of these looks at one user shows: what differs between them moves by itself. */
export function preservedState(
  looks: readonly UserObservation[],
  preserved: readonly Preserved[] = [],
): readonly PreservedKind[] {
  const [first = [], ...others] = looks.map((look) => kindsOf(look, preserved));
  return first.map(({ what, things }, kind) => ({
    what,
    things: things.filter((thing) => others.every((look) => look[kind]?.things.includes(thing))),
  }));
}

/**
 * What a user had and has no more: "linked merchants: 1 of 3 missing".
 * @returns undefined where a read answered nothing that decides
 */
export function missingFrom(
  earlier: readonly PreservedKind[],
  look: UserObservation,
  preserved: readonly Preserved[] = [],
): string[] | undefined {
  if (look.reads?.some(({ state }) => state === 'unknown' || state === 'answered 500')) return undefined;
  const now = new Map(kindsOf(look, preserved).map(({ what, things }) => [what, things]));
  return earlier.flatMap(({ what, things }) => {
    const missing = things.filter((thing) => !now.get(what)?.includes(thing));
    return missing.length === 0 ? [] : [`${what}: ${missing.length} of ${things.length} missing`];
  });
}

function kindsOf(look: UserObservation, preserved: readonly Preserved[]): PreservedKind[] {
  return keptIn(look, preserved).map(({ what, values }) => ({ what, things: [...new Set(values.map(digestOf))] }));
}

const digestOf = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, DIGITS);
