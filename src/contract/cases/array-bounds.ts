import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import type { Place } from './schema-location.ts';
import { seeded } from '../../random.ts';
import { sample } from './sample.ts';
import { isSchema, limit } from './schema.ts';

/** Beyond this many elements a bound is a matter of transport limits, and no longer of the contract. */
const MOST = 10_000;

function resized(place: Place, elements: readonly unknown[], length: number, seed: number): unknown[] | undefined {
  const items = isSchema(place.schema['items']) ? place.schema['items'] : {};
  const random = seeded(seed, `elements of ${place.pointer}`);
  const more = Array.from({ length: Math.max(0, length - elements.length) }, () =>
    sample(items, { random, optional: false, count: () => undefined }),
  );
  return more.includes(undefined) ? undefined : [...elements, ...more].slice(0, length);
}

/**
 * `below-`, `at-` and `above-` of minItems and maxItems. Where the array is that of the ids, the draft brings as many as
 * the case is about (it cannot bring none: that one ends up empty).
 */
export function arrayBounds({ places, list, seed, usualIds }: Ground): Fault[] {
  return places.flatMap((place) => {
    const min = limit(place.schema, 'minItems');
    const max = limit(place.schema, 'maxItems');
    const holdsIds = place === list?.array;
    const ofLength = (family: string, length: number, expect: 'valid' | 'broken'): Fault[] =>
      length < 0 || length > MOST
        ? []
        : [
            {
              name: named(family, place),
              description: `the number of elements of ${called(place)} is ${String(length)}`,
              place,
              expect,
              ids: holdsIds ? Math.max(1, length) : usualIds,
              edit: (value) => (Array.isArray(value) ? resized(place, value, length, seed) : undefined),
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
