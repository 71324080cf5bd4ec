import { describe, named, type Fault } from './body-mutation.ts';
import type { GenerationContext } from './generation-context.ts';
import { jsonType } from './schema.ts';

/** `extra-member`: an object has a property that is not in the contract. Its value could be nobody's id. */
export function additionalProperties({ locations }: GenerationContext): Fault[] {
  return locations.map((location) => ({
    name: named('extra-member', location),
    description: `${describe(location)} has a property that is not in the contract`,
    location,
    edit: (value, { random }) =>
      jsonType(value) === 'object' ? { ...(value as object), [`x_${random.word(8)}`]: true } : undefined,
  }));
}
