import { ID_TRANSFORMATIONS } from '../contract/id-transformations/index.ts';
import type { Reading } from '../contract/id-transformations/types.ts';
import { createRandomParts } from './random-part-matcher.ts';
import { resembles } from './id-similarity.ts';

/** The ids that a run may name in a deletion (D12). */
export interface KnownIds {
  /**
   * Takes note of a user whose creation the run was answered with.
   * @returns false where the id is known already: that answer speaks of somebody else
   */
  registerId(id: string): boolean;
  /** Takes note of an id that the run has drawn at random and that nobody has. */
  draw(id: string): void;
  /**
   * Whether a text can mean only this run's users. It does if it is one of their ids, or if it contains a random part
   * of the run and no transformation that a store or middleware applies to a key turns it into another id.
   */
  isOurs(text: string): boolean;
  /** Whether a text is, as a whole, the id of a user whom the run created or was offered. */
  isUser(text: string): boolean;
  /** Whether a text was made of one of the ids, as faulty requests do: shortened, lengthened, altered. */
  resembles(text: string): boolean;
}

export interface KnownIdsOptions {
  /** Offered by the operator. */
  readonly offered?: readonly string[];
  /** `{run}` of the templates. */
  readonly runPrefix: string;
  /** Constants that the profile names as nobody's. */
  readonly nobody?: readonly string[];
}

/** Knows the offered ids and the random part of the run; the others are told. */
export function createKnownIds({ offered = [], runPrefix, nobody = [] }: KnownIdsOptions): KnownIds {
  const ids = new Set([...offered, ...nobody]);
  const drawn = new Set<string>();
  const cleared = new Set<string>();
  const parts = createRandomParts(runPrefix);

  const reaches = (reading: Reading): boolean =>
    reading.kind === 'id'
      ? ids.has(reading.id) || parts.holdsAnyCase(reading.id)
      : reading.alternatives.every((required) => required.some((piece) => parts.holdsAnyCase(piece)));

  return {
    registerId(id) {
      const isNew = !ids.has(id) && !drawn.has(id);
      ids.add(id);
      return isNew;
    },
    draw(id) {
      drawn.add(id);
      parts.add(id);
    },
    isOurs(text) {
      if (ids.has(text) || cleared.has(text)) return true;
      const isOurs =
        parts.holds(text) && ID_TRANSFORMATIONS.every(({ readings }) => readings(text).every((one) => reaches(one)));
      // Lists of hundreds of ids are sent more than once.
      if (isOurs) cleared.add(text);
      return isOurs;
    },
    isUser: (text) => ids.has(text),
    resembles: (text) => parts.holdsAnyCase(text) || [...ids, ...drawn].some((id) => resembles(text, id)),
  };
}
