import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { largeNumber } from '../../random.ts';
import { bound } from './schema.ts';

/** `below-minimum` and `above-maximum`: numbers just past their bounds. */
export function numberBounds({ locations }: GenerationContext): Fault[] {
  return locations.flatMap((location) =>
    (['minimum', 'maximum'] as const).flatMap((keyword): Fault[] => {
      const end = bound(location.schema, keyword);
      if (!end) return [];
      const side = keyword === 'minimum' ? 'below' : 'above';
      const past = end.open ? end.value : end.value + (side === 'below' ? -1 : 1);
      return [
        {
          name: named(`${side}-${keyword}`, location),
          description: `${describe(location)} is ${String(past)}`,
          location,
          expect: 'broken',
          edit: (value) => (typeof value === 'number' ? past : undefined),
        },
      ];
    }),
  );
}

/** `enum`: a value of the right type that the list does not have. */
export function enums({ locations }: GenerationContext): Fault[] {
  return locations
    .filter(({ schema }) => Array.isArray(schema['enum']) || 'const' in schema)
    .map((location) => ({
      name: named('enum', location),
      description: `${describe(location)} is not one of the allowed values`,
      location,
      expect: 'broken',
      edit: (value, { random }) => {
        // Made of an allowed one, so that it is nobody's name.
        if (typeof value === 'string') return `${value}-${random.word(4)}`;
        return typeof value === 'number' ? largeNumber(random) : undefined;
      },
    }));
}
