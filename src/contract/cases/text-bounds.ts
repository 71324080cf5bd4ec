import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import type { SchemaLocation } from './schema-location.ts';
import { limit } from './schema.ts';
import { lengthOf, resized, withIllegalCharacter } from './string-mutation.ts';

/** Beyond this many characters a bound is a matter of transport limits, and no longer of the contract. */
const LONGEST = 100_000;

function ofLength(location: SchemaLocation, family: string, length: number, expect: 'valid' | 'broken'): Fault[] {
  if (length < 0 || length > LONGEST) return [];
  return [
    {
      name: named(family, location),
      description: `the length of ${describe(location)} is ${String(length)}`,
      location,
      expect,
      edit: (value, { random }) => {
        if (typeof value !== 'string') return undefined;
        return lengthOf(value) === length ? value : resized(value, length, location.schema, random);
      },
    },
  ];
}

/** `below-`, `at-` and `above-` of minLength and maxLength; where the two are one number, `at-length`. */
export function textBounds({ locations }: GenerationContext): Fault[] {
  return locations.flatMap((location) => {
    const min = limit(location.schema, 'minLength');
    const max = limit(location.schema, 'maxLength');
    const fixed = min !== undefined && min === max;
    return [
      ...(min === undefined ? [] : ofLength(location, 'below-minLength', min - 1, 'broken')),
      ...(fixed ? ofLength(location, 'at-length', min, 'valid') : []),
      ...(min === undefined || fixed ? [] : ofLength(location, 'at-minLength', min, 'valid')),
      ...(max === undefined || fixed ? [] : ofLength(location, 'at-maxLength', max, 'valid')),
      ...(max === undefined ? [] : ofLength(location, 'above-maxLength', max + 1, 'broken')),
      // A pattern that is not anchored at its end lets a longer id through where the length is not counted.
      ...(fixed && 'pattern' in location.schema ? ofLength(location, 'above-maxLength.by-two', max + 2, 'broken') : []),
    ];
  });
}

/** `pattern`: the right length, one illegal character. */
export function patterns({ locations }: GenerationContext): Fault[] {
  return locations.map((location) => ({
    name: named('pattern', location),
    description: `${describe(location)} has an illegal character`,
    location,
    expect: 'broken',
    edit: (value) => (typeof value === 'string' ? withIllegalCharacter(value, location.schema) : undefined),
  }));
}
