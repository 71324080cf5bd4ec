import { similarIds } from '../id-transformations/neighbours.ts';
import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { placeOfId } from './id-place.ts';
import type { Random } from '../../random.ts';
import { patternOf } from './schema.ts';

/** Transformations of the table that readers of ids apply, and how many of their spellings are sent. */
const READERS: Readonly<Record<string, number>> = {
  'spell-uuid': 3,
  'read-digits': 3,
  'trim-blanks': 2,
  'trim-line-feeds': 2,
  'trim-unicode': 3,
  'drop-white-space': 1,
  'drop-invisible': 1,
  'stop-at-nul': 1,
  'stop-at-line-end': 1,
  'split-at-commas': 1,
  'decode-percent': 1,
  'decode-backslashes': 1,
  'match-like': 2,
  'match-glob': 1,
  'match-regular-expression': 1,
};

/** An id that represents any. */
const SHOWN = 'c8b38606-12b2-43c6-a641-be8eb0ab9de4';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * `spelled`: an id in another spelling, which the contract's pattern forbids and which some reader takes for the id (A50).
 * The spellings are those of the table of transformations.
 */
export function spellings(context: GenerationContext): Fault[] {
  const location = placeOfId(context);
  // They are spellings of UUIDs: a contract of other ids has none of them.
  const pattern = patternOf(location.schema);
  if (!pattern || !new RegExp(pattern, 'u').test(SHOWN)) return [];
  return Object.entries(READERS).flatMap(([reader, count]) =>
    Array.from({ length: count }, (_, index): Fault => ({
      name: named(`spelled.${reader}.${index + 1}`, location),
      description: `${describe(location)} is spelled ${says(reader, index)}`,
      location,
      expect: 'broken',
      edit: (value, { random }) =>
        spelling(typeof value === 'string' && UUID.test(value) ? value : uuid(random), reader, index),
    })),
  );
}

function spelling(id: string, reader: string, index: number): string | undefined {
  return similarIds(id, [reader]).filter(({ name }) => name === reader)[index]?.id;
}

/** For a reader: how the spelling differs, shown at an id that represents any. */
function says(reader: string, index: number): string {
  const shown = spelling(SHOWN, reader, index);
  return `as ${JSON.stringify(shown)} is`;
}

/** Of the form alone; the ids of a run are UUIDs themselves. */
function uuid(random: Random): string {
  const digits = (count: number): string =>
    Array.from({ length: count }, () => random.integer(0, 15).toString(16)).join('');
  return [digits(8), digits(4), `4${digits(3)}`, `a${digits(3)}`, digits(12)].join('-');
}
