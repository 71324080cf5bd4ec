import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { jsonType, typesOf } from './schema.ts';

const OPERATORS = { ne: { $ne: null }, gt: { $gt: '' }, regex: { $regex: '.*' } } as const;

/**
 * `member-injection` and `element-injection`: a query operator where a scalar belongs. A store that takes it at its
 * word matches every user there is.
 */
export function injection({ locations }: GenerationContext): Fault[] {
  const isContainer = (value: unknown): boolean => ['object', 'array'].includes(jsonType(value));
  return locations
    .filter((location) => location.kind !== 'root' && !typesOf(location.schema).includes('object'))
    .flatMap((location) =>
      Object.entries(OPERATORS).map(([variant, operator]): Fault => ({
        name: named(`${location.kind}-injection.${variant}`, location),
        description: `${describe(location)} is the query operator ${JSON.stringify(operator)}`,
        location,
        expect: 'broken',
        edit: (value) => (isContainer(value) ? undefined : operator),
      })),
    );
}
