import { describe, named, type Fault, type EditContext } from './body-mutation.ts';
import { type GenerationContext, holdsIds } from './generation-context.ts';
import type { SchemaLocation } from './schema-location.ts';
import { largeNumber } from '../../random.ts';
import { jsonType, typesOf, type JsonType } from './schema.ts';
import { ID_NAMES, LIST_NAMES, underNames } from './usual-names.ts';

const TYPES = ['string', 'number', 'boolean', 'array', 'object'] as const;

/**
 * A value of a JSON type that carries what was at the place: the ids where it held them, else the value itself.
 * A number and a boolean can carry nothing.
 */
function disguised(type: JsonType, carried: readonly unknown[], context: EditContext): unknown {
  const [first] = carried;
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return true;
    case 'number':
      return largeNumber(context.random);
    case 'array':
      return carried;
    case 'object':
      return carried.length === 1 ? underNames(ID_NAMES, first) : underNames(LIST_NAMES, carried);
    case 'string':
      return typeof first === 'string' ? first : JSON.stringify(first);
  }
}

function wrongType(generation: GenerationContext, location: SchemaLocation, type: JsonType, name: string): Fault {
  return {
    name,
    description: `${describe(location)} is ${type === 'null' ? 'null' : `of type ${type}`}`,
    location,
    expect: 'broken',
    edit: (value, context) => {
      if (jsonType(value) === type || typesOf(location.schema).includes(type)) return undefined;
      return disguised(type, holdsIds(generation, location) ? context.ids : [value], context);
    },
  };
}

/** `member-wrong-type` and `element-wrong-type`: each JSON type that the schema does not allow. */
export function wrongTypes(context: GenerationContext): Fault[] {
  return context.locations
    .filter((location) => location.kind !== 'root')
    .flatMap((location) =>
      TYPES.map((type) => wrongType(context, location, type, named(`${location.kind}-wrong-type.${type}`, location))),
    );
}

/** `body.top-level`: the same of the body as a whole, null among them. */
export function topLevel(context: GenerationContext): Fault[] {
  const root = context.locations.filter((location) => location.kind === 'root');
  return root.flatMap((location) =>
    (['null', ...TYPES] as const).map((type) => wrongType(context, location, type, `body.top-level.${type}`)),
  );
}
