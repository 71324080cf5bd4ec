/** What a text may be taken for: one id, or a pattern that several ids could match. */
export type Reading =
  | {
      readonly kind: 'id';
      readonly id: string;
      /** Whether it is looked up as it is: only the user that has just this id is meant. */
      readonly exact?: true;
    }
  | {
      readonly kind: 'pattern';
      /** By alternative: texts that every id it matches contains. An alternative without any may match everybody. */
      readonly alternatives: readonly (readonly string[])[];
    };

/** Two ids: a request that names the first reaches the user who has the second. */
export type IdPair = readonly [named: string, reached: string];

/** One thing that stores and middlewares do to a key before they look it up. */
export interface IdTransformation {
  /** Stable, e.g. `cut-at-36-characters`. */
  readonly name: string;
  /** What it does, for a reader: "cuts a key after 36 characters". */
  readonly does: string;
  /** What a text could name besides itself; empty where the transformation leaves it alone. */
  readonly readings: (text: string) => readonly Reading[];
  /** Pairs of ids made of one id, where the transformation lends itself to it. */
  readonly pairs: (id: string) => readonly IdPair[];
}

/** Everybody. */
export const EVERYBODY: Reading = { kind: 'pattern', alternatives: [[]] };

/** The readings of a text that is looked up in other spellings; a spelling that is the text itself does not count. */
export function spelled(text: string, ...spellings: readonly string[]): Reading[] {
  return [...new Set(spellings)].filter((id) => id !== text).map((id) => ({ kind: 'id', id }));
}

/**
 * A transformation that brings every key, stored or asked for, into one form.
 * @param alike pairs of spellings of an id; those that this form does not make one are left out
 */
export function folding(
  name: string,
  does: string,
  fold: (text: string) => string,
  alike: (id: string) => readonly IdPair[],
): IdTransformation {
  return {
    name,
    does,
    readings: (text) => spelled(text, fold(text)),
    pairs: (id) =>
      alike(id)
        .filter(([one, other]) => one !== other && fold(one) === fold(other))
        .flatMap(([one, other]): IdPair[] => [
          [one, other],
          [other, one],
        ]),
  };
}

/**
 * The id with its last `from` replaced by `to`, and itself; where it has no `from`, two ids that are made of it and
 * differ in just that. What is before the last place stays, a random part among it.
 */
export function respelled(id: string, from: string, to: string): IdPair {
  const at = id.lastIndexOf(from);
  if (at < 0) return [`${id}-${to}`, `${id}-${from}`];
  return [id.slice(0, at) + to + id.slice(at + from.length), id];
}
