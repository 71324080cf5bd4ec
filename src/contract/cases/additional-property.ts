import { called, named, type Fault } from './body-mutation.ts';
import type { Ground } from './generation-context.ts';
import { jsonType } from './schema.ts';

/** `extra-member`: an object has a member that the contract does not know. Its value could be nobody's id. */
export function extraMembers({ places }: Ground): Fault[] {
  return places.map((place) => ({
    name: named('extra-member', place),
    description: `${called(place)} has a member that the contract does not know`,
    place,
    edit: (value, { random }) =>
      jsonType(value) === 'object' ? { ...(value as object), [`x_${random.word(8)}`]: true } : undefined,
  }));
}
