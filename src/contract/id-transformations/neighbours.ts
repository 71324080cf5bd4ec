import { ID_TRANSFORMATIONS } from './index.ts';

/** A text that names one user, and that a transformation takes for another. */
export interface SimilarId {
  /** Of the transformation. */
  readonly name: string;
  readonly does: string;
  readonly id: string;
}

/** More of one transformation show no more. */
const MOST = 3;

/**
 * What the transformations whose names begin with one of `kinds` take for `id`, each text once, in the order of the table.
 */
export function similarIds(id: string, kinds: readonly string[]): SimilarId[] {
  const seen = new Set([id]);
  return ID_TRANSFORMATIONS.filter(({ name }) => kinds.some((kind) => name.startsWith(kind))).flatMap(
    ({ name, does, pairs }) =>
      pairs(id)
        .filter(([named, reached]) => reached === id && !seen.has(named))
        .slice(0, MOST)
        .map(([named]) => ({ name, does, id: named }))
        .filter((one) => !seen.has(one.id) && seen.add(one.id)),
  );
}

/** Whether a text names nobody whose id lacks `part`, whatever the transformations make of it. */
export function namesOnly(text: string, part: string): boolean {
  const holds = (one: string): boolean => one.includes(part);
  return (
    holds(text) &&
    ID_TRANSFORMATIONS.every(({ readings }) =>
      readings(text).every((reading) =>
        reading.kind === 'id'
          ? holds(reading.id)
          : reading.alternatives.every((required) => required.some((piece) => holds(piece))),
      ),
    )
  );
}
