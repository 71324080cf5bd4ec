import { seeded } from '../random.ts';
import { sample } from './cases/sample.ts';
import { locationsOf } from './cases/schema-location.ts';
import { idValue, type IdsPlace } from './ids-place.ts';
import { replaceAt, valueAt } from './json-pointer.ts';
import type { Operation, Schema } from './types.ts';

/** What is next to the ids of a deletion, by JSON Pointer in the terms of the schema. */
export type Siblings = Readonly<Record<string, unknown>>;

/**
 * A valid body of a deletion that names these ids; what else it must hold is made from the contract's schema.
 * @param siblings what is next to the ids instead, by JSON Pointer in the terms of the schema
 * @throws Error where the schema has no such place
 */
export function deletionBody(
  operation: Operation,
  place: IdsPlace & { in: 'body' },
  ids: readonly string[],
  siblings: Siblings = {},
): unknown {
  const schema = operation.requestBody?.schema ?? {};
  const values = ids.map((id) => idValue(id, place));
  const { array, inElement } = place;
  const given = Object.entries(siblings);
  if (array === undefined) return placed(schema, [...given, [inElement, values[0]]]);
  const items = locationsOf(schema).find(({ pointer }) => pointer === `${array}/-`)?.schema ?? {};
  const inside = given
    .filter(([pointer]) => pointer.startsWith(`${array}/-/`))
    .map(([pointer, value]): Placed => [pointer.slice(array.length + 2), value]);
  const elements = values.map((value) => placed(items, [...inside, [inElement, value]]));
  return placed(schema, [...given.filter(([pointer]) => !pointer.startsWith(`${array}/-/`)), [array, elements]]);
}

type Placed = readonly [pointer: string, value: unknown];

/** A body made from a schema, with nothing in it that may be left out. */
export function leastBody(schema: Schema): unknown {
  return sample(schema, { random: seeded(0, 'deletion'), optional: false, count: () => undefined });
}

/** A value made from a schema that holds others at pointers; what is missing on the way to them is made. */
function placed(schema: Schema, values: readonly Placed[]): unknown {
  const whole = values.find(([pointer]) => pointer === '');
  if (whole) return whole[1];
  return values.reduce(
    (body, [pointer, value]) => replaceAt(withParents(body, pointer), pointer, value),
    leastBody(schema),
  );
}

/** A value in which each object on the way to a place is there. */
function withParents(body: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1, -1);
  return steps
    .map((_, index) => `/${steps.slice(0, index + 1).join('/')}`)
    .reduce((whole, parent) => (valueAt(whole, parent) === undefined ? replaceAt(whole, parent, {}) : whole), body);
}
