import { seeded } from '../random.ts';
import { sample } from './cases/sample.ts';
import { locationsOf } from './cases/schema-location.ts';
import { idValue, type IdsPlace } from './ids-place.ts';
import { replaceAt } from './json-pointer.ts';
import type { Operation, Schema } from './types.ts';

/**
 * A valid body of a deletion that names these ids; what else it must hold is made from the contract's schema.
 * @throws Error where the schema has no such place
 */
export function deletionBody(operation: Operation, place: IdsPlace & { in: 'body' }, ids: readonly string[]): unknown {
  const schema = operation.requestBody?.schema ?? {};
  const values = ids.map((id) => idValue(id, place));
  const { array, inElement } = place;
  if (array === undefined) return placed(schema, inElement, values[0]);
  const items = locationsOf(schema).find(({ pointer }) => pointer === `${array}/-`)?.schema ?? {};
  return placed(
    schema,
    array,
    values.map((value) => placed(items, inElement, value)),
  );
}

/** A body made from a schema, with nothing in it that may be left out. */
export function leastBody(schema: Schema): unknown {
  return sample(schema, { random: seeded(0, 'deletion'), optional: false, count: () => undefined });
}

/** A value made from a schema that holds another one at a pointer. */
function placed(schema: Schema, pointer: string, value: unknown): unknown {
  return pointer === '' ? value : replaceAt(leastBody(schema), pointer, value);
}
