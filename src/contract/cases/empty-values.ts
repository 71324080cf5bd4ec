import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import { REMOVED } from './schema-location.ts';
import { jsonType } from './schema.ts';
import { within } from './string-mutation.ts';

const EMPTY: Readonly<Record<string, unknown>> = { string: '', object: {}, array: [] };

/** `member-missing`: each member that must be there is not. */
export function missing({ places }: Ground): Fault[] {
  return places
    .filter((place) => place.kind === 'member' && place.required)
    .map((place) => ({
      name: named('member-missing', place),
      description: `${called(place)} is missing`,
      place,
      expect: 'broken',
      edit: () => REMOVED,
    }));
}

/** `member-null`, `member-empty`, `member-blank`, and the same of elements. */
export function emptiness({ places }: Ground): Fault[] {
  return places
    .filter((place) => place.kind !== 'root')
    .flatMap((place): Fault[] => [
      { name: named(`${place.kind}-null`, place), description: `${called(place)} is null`, place, edit: () => null },
      {
        name: named(`${place.kind}-empty`, place),
        description: `${called(place)} is empty`,
        place,
        edit: (value) => EMPTY[jsonType(value)],
      },
      {
        name: named(`${place.kind}-blank`, place),
        description: `${called(place)} consists of spaces`,
        place,
        edit: (value) => (typeof value === 'string' ? ' '.repeat(within(place.schema, 'Length', 3)) : undefined),
      },
    ]);
}
