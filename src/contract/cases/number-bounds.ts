import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import { largeNumber } from '../../random.ts';
import { bound } from './schema.ts';

/** `below-minimum` and `above-maximum`: numbers just past their bounds. */
export function numberBounds({ places }: Ground): Fault[] {
  return places.flatMap((place) =>
    (['minimum', 'maximum'] as const).flatMap((keyword): Fault[] => {
      const end = bound(place.schema, keyword);
      if (!end) return [];
      const side = keyword === 'minimum' ? 'below' : 'above';
      const past = end.open ? end.value : end.value + (side === 'below' ? -1 : 1);
      return [
        {
          name: named(`${side}-${keyword}`, place),
          description: `${called(place)} is ${String(past)}`,
          place,
          expect: 'broken',
          edit: (value) => (typeof value === 'number' ? past : undefined),
        },
      ];
    }),
  );
}

/** `enum`: a value of the right type that the list does not have. */
export function enums({ places }: Ground): Fault[] {
  return places
    .filter(({ schema }) => Array.isArray(schema['enum']) || 'const' in schema)
    .map((place) => ({
      name: named('enum', place),
      description: `${called(place)} is not one of the allowed values`,
      place,
      expect: 'broken',
      edit: (value, { random }) => {
        if (typeof value === 'string') return random.word(12);
        return typeof value === 'number' ? largeNumber(random) : undefined;
      },
    }));
}
