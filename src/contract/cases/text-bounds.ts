import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import type { Place } from './schema-location.ts';
import { limit } from './schema.ts';
import { lengthOf, resized, withIllegalCharacter } from './string-mutation.ts';

/** Beyond this many characters a bound is a matter of transport limits, and no longer of the contract. */
const LONGEST = 100_000;

function ofLength(place: Place, family: string, length: number, expect: 'valid' | 'broken'): Fault[] {
  if (length < 0 || length > LONGEST) return [];
  return [
    {
      name: named(family, place),
      description: `the length of ${called(place)} is ${String(length)}`,
      place,
      expect,
      edit: (value, { random }) => {
        if (typeof value !== 'string') return undefined;
        return lengthOf(value) === length ? value : resized(value, length, place.schema, random);
      },
    },
  ];
}

/** `below-`, `at-` and `above-` of minLength and maxLength; where the two are one number, `at-length`. */
export function textBounds({ places }: Ground): Fault[] {
  return places.flatMap((place) => {
    const min = limit(place.schema, 'minLength');
    const max = limit(place.schema, 'maxLength');
    const fixed = min !== undefined && min === max;
    return [
      ...(min === undefined ? [] : ofLength(place, 'below-minLength', min - 1, 'broken')),
      ...(fixed ? ofLength(place, 'at-length', min, 'valid') : []),
      ...(min === undefined || fixed ? [] : ofLength(place, 'at-minLength', min, 'valid')),
      ...(max === undefined || fixed ? [] : ofLength(place, 'at-maxLength', max, 'valid')),
      ...(max === undefined ? [] : ofLength(place, 'above-maxLength', max + 1, 'broken')),
      // A pattern that is not anchored at its end lets a longer id through where the length is not counted.
      ...(fixed && 'pattern' in place.schema ? ofLength(place, 'above-maxLength.by-two', max + 2, 'broken') : []),
    ];
  });
}

/** `pattern`: the right length, one illegal character. */
export function patterns({ places }: Ground): Fault[] {
  return places.map((place) => ({
    name: named('pattern', place),
    description: `${called(place)} has an illegal character`,
    place,
    expect: 'broken',
    edit: (value) => (typeof value === 'string' ? withIllegalCharacter(value, place.schema) : undefined),
  }));
}
