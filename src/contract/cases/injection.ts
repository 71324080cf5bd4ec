import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import { jsonType, typesOf } from './schema.ts';

const OPERATORS = { ne: { $ne: null }, gt: { $gt: '' }, regex: { $regex: '.*' } } as const;

/**
 * `member-injection` and `element-injection`: a query operator where a scalar belongs. A store that takes it at its
 * word matches every user there is.
 */
export function injection({ places }: Ground): Fault[] {
  const isContainer = (value: unknown): boolean => ['object', 'array'].includes(jsonType(value));
  return places
    .filter((place) => place.kind !== 'root' && !typesOf(place.schema).includes('object'))
    .flatMap((place) =>
      Object.entries(OPERATORS).map(([variant, operator]): Fault => ({
        name: named(`${place.kind}-injection.${variant}`, place),
        description: `${called(place)} is the query operator ${JSON.stringify(operator)}`,
        place,
        expect: 'broken',
        edit: (value) => (isContainer(value) ? undefined : operator),
      })),
    );
}
