import { called, named, type Fault, type Hand } from './body-mutation.ts';
import { type Ground, holdsIds } from './generation-context.ts';
import type { Place } from './schema-location.ts';
import { largeNumber } from '../../random.ts';
import { jsonType, typesOf, type JsonType } from './schema.ts';

const TYPES = ['string', 'number', 'boolean', 'array', 'object'] as const;

/**
 * A value of a JSON type that carries what stood at the place: the ids where it held them, else the value itself.
 * A number and a boolean can carry nothing.
 */
function disguised(type: JsonType, carried: readonly unknown[], hand: Hand): unknown {
  const [first] = carried;
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'number':
      return largeNumber(hand.random);
    case 'array':
      return carried;
    case 'object':
      return carried.length === 1 ? { id: first } : { ids: carried };
    case 'string':
      return typeof first === 'string' ? first : JSON.stringify(first);
  }
}

function wrongType(ground: Ground, place: Place, type: JsonType, name: string): Fault {
  return {
    name,
    description: `${called(place)} is ${type === 'null' ? 'null' : `of type ${type}`}`,
    place,
    expect: 'broken',
    edit: (value, hand) => {
      if (jsonType(value) === type || typesOf(place.schema).includes(type)) return undefined;
      return disguised(type, holdsIds(ground, place) ? hand.ids : [value], hand);
    },
  };
}

/** `member-wrong-type` and `element-wrong-type`: each JSON type that the schema does not allow. */
export function wrongTypes(ground: Ground): Fault[] {
  return ground.places
    .filter((place) => place.kind !== 'root')
    .flatMap((place) =>
      TYPES.map((type) => wrongType(ground, place, type, named(`${place.kind}-wrong-type.${type}`, place))),
    );
}

/** `body.top-level`: the same of the body as a whole, null among them. */
export function topLevel(ground: Ground): Fault[] {
  const root = ground.places.filter((place) => place.kind === 'root');
  return root.flatMap((place) =>
    (['null', ...TYPES] as const).map((type) => wrongType(ground, place, type, `body.top-level.${type}`)),
  );
}
