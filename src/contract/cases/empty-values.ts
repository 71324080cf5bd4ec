import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { REMOVED } from './schema-location.ts';
import { jsonType } from './schema.ts';
import { within } from './string-mutation.ts';

const EMPTY: Readonly<Record<string, unknown>> = { string: '', object: {}, array: [] };

/** `member-missing`: each property that must be there is not. */
export function missing({ locations }: GenerationContext): Fault[] {
  return locations
    .filter((location) => location.kind === 'member' && location.required)
    .map((location) => ({
      name: named('member-missing', location),
      description: `${describe(location)} is missing`,
      location,
      expect: 'broken',
      edit: () => REMOVED,
    }));
}

/** `member-null`, `member-empty`, `member-blank`, and the same of elements. */
export function emptyValues({ locations }: GenerationContext): Fault[] {
  return locations
    .filter((location) => location.kind !== 'root')
    .flatMap((location): Fault[] => [
      {
        name: named(`${location.kind}-null`, location),
        description: `${describe(location)} is null`,
        location,
        edit: () => null,
      },
      {
        name: named(`${location.kind}-empty`, location),
        description: `${describe(location)} is empty`,
        location,
        edit: (value) => EMPTY[jsonType(value)],
      },
      {
        name: named(`${location.kind}-blank`, location),
        description: `${describe(location)} consists of spaces`,
        location,
        edit: (value) => (typeof value === 'string' ? ' '.repeat(within(location.schema, 'Length', 3)) : undefined),
      },
    ]);
}
