import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import { jsonType } from './schema.ts';

/** `extra-member`: an object has a property that is not in the contract. Its value could be nobody's id. */
export function extraMembers({ places }: Ground): Fault[] {
  return places.map((place) => ({
    name: named('extra-member', place),
    description: `${called(place)} has a property that is not in the contract`,
    place,
    edit: (value, { random }) =>
      jsonType(value) === 'object' ? { ...(value as object), [`x_${random.word(8)}`]: true } : undefined,
  }));
}
