import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { holds, type SchemaLocation } from './schema-location.ts';
import { seeded } from '../../random.ts';
import { sample } from './sample.ts';
import { isSchema, limit } from './schema.ts';

/** Beyond this many elements a bound is a matter of transport limits, and no longer of the contract. */
const MOST = 10_000;

function resized(
  location: SchemaLocation,
  elements: readonly unknown[],
  length: number,
  seed: number,
): unknown[] | undefined {
  const items = isSchema(location.schema['items']) ? location.schema['items'] : {};
  const random = seeded(seed, `elements of ${location.pointer}`);
  const more = Array.from({ length: Math.max(0, length - elements.length) }, () =>
    sample(items, { random, optional: false, count: () => undefined }),
  );
  return more.includes(undefined) ? undefined : [...elements, ...more].slice(0, length);
}

function repeated(_: SchemaLocation, elements: readonly unknown[], length: number): unknown[] {
  const last = elements.slice(-1);
  return [...elements, ...Array.from({ length: Math.max(0, length - elements.length) }, () => last).flat()].slice(
    0,
    length,
  );
}

/** Whether an array holds the id. */
function isAround({ id }: GenerationContext, { path }: SchemaLocation): boolean {
  return path.length < id.path.length && holds(path, id.path);
}

/**
 * `below-`, `at-` and `above-` of minItems and maxItems. Where the array is that of the ids, the draft brings as many as
 * the case is about (it cannot bring none: that one ends up empty).
 */
export function arrayBounds(context: GenerationContext): Fault[] {
  const { locations, list, seed, usualIds } = context;
  return locations.flatMap((location) => {
    const min = limit(location.schema, 'minItems');
    const max = limit(location.schema, 'maxItems');
    const holdsIds = location === list?.array;
    // Where a request names one user, further elements name the same: a made-up one could be somebody's.
    const grown = !holdsIds && isAround(context, location) ? repeated : resized;
    const ofLength = (family: string, length: number, expect: 'valid' | 'broken'): Fault[] =>
      length < 0 || length > MOST
        ? []
        : [
            {
              name: named(family, location),
              description: `the number of elements of ${describe(location)} is ${String(length)}`,
              location,
              expect,
              ids: holdsIds ? Math.max(1, length) : usualIds,
              edit: (value) => (Array.isArray(value) ? grown(location, value, length, seed) : undefined),
            },
          ];
    return [
      ...(min === undefined ? [] : ofLength('below-minItems', min - 1, 'broken')),
      // No deletion of nobody: an empty list of ids that the contract allows is still not a case.
      ...(min === undefined || (holdsIds && min === 0) ? [] : ofLength('at-minItems', min, 'valid')),
      ...(max === undefined || max === min ? [] : ofLength('at-maxItems', max, 'valid')),
      ...(max === undefined ? [] : ofLength('above-maxItems', max + 1, 'broken')),
    ];
  });
}
