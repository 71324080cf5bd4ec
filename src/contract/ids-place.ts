import { locationsOf } from './cases/schema-location.ts';
import { flat, isSchema, typesOf } from './cases/schema.ts';
import { valueAt } from './json-pointer.ts';
import type { Operation, Schema } from './types.ts';

/** Where the ids of a deletion are: a JSON Pointer in its body (`-`: any element of an array), or a parameter. */
export type IdsAt = string | { readonly path: string } | { readonly query: string };

/** How a vendor's deletion names its users. */
export interface IdsNotation {
  readonly ids: IdsAt;
  /** Whether one request may name several. */
  readonly many: boolean;
}

/** The place of one id in a deletion. */
export type IdsPlace = {
  /** What an id must keep by the contract; empty where the contract does not know the place. */
  readonly schema: Schema;
} & (
  | { readonly in: 'path' | 'query'; readonly name: string; readonly many: boolean }
  | {
      readonly in: 'body';
      /** JSON Pointer of one id in the terms of the schema: `/users/-/id`. */
      readonly pointer: string;
      /** JSON Pointer of the array that the ids, or what holds one each, are elements of. */
      readonly array?: string;
      /** JSON Pointer of the id in an element; the body where there is no array. */
      readonly inElement: string;
    }
);

/** Reads the notation against an operation. */
export function idsPlaceOf({ ids, many }: IdsNotation, operation: Operation | undefined): IdsPlace {
  if (typeof ids !== 'string') {
    const [place, name] = 'path' in ids ? (['path', ids.path] as const) : (['query', ids.query] as const);
    const found = operation?.parameters?.find((one) => one.in === place && one.name === name)?.schema ?? {};
    const { items } = flat(found);
    return { in: place, name, many, schema: many && isSchema(items) ? items : found };
  }
  const pointer = many && !/(?:^|\/)-(?:\/|$)/.test(ids) ? `${ids}/-` : ids;
  const at = pointer.lastIndexOf('/-');
  const schema = locationsOf(operation?.requestBody?.schema ?? {}).find((one) => one.pointer === pointer)?.schema ?? {};
  if (at < 0) return { in: 'body', pointer, inElement: pointer, schema };
  return { in: 'body', pointer, array: pointer.slice(0, at), inElement: pointer.slice(at + 2), schema };
}

/** Whether the contract makes numbers of the ids at a place. */
export function areNumbers({ schema }: Pick<IdsPlace, 'schema'>): boolean {
  const types = typesOf(flat(schema));
  return types.includes('number') && !types.includes('string');
}

/** An id as it is in JSON: a number where the contract makes numbers of ids and this one is the text of a number. */
export function idValue(id: string, place: Pick<IdsPlace, 'schema'>): string | number {
  const number = Number(id);
  return areNumbers(place) && Number.isSafeInteger(number) && String(number) === id ? number : id;
}

/** The last name on the way to an id: what a form would call it. Empty where the body is the list. */
export function nameOfId(place: IdsPlace): string {
  if (place.in !== 'body') return place.name;
  return (place.pointer.split('/').findLast((step) => step !== '-' && step !== '') ?? '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~');
}

/**
 * A list of ids in an answer, numbers as texts; undefined where there is none.
 * @param at JSON Pointer to the array of ids, or with `-` to the id in each element
 */
export function listIn(body: unknown, at: string): unknown[] | undefined {
  const place = idsPlaceOf({ ids: at, many: true }, undefined);
  if (place.in !== 'body' || !Array.isArray(valueAt(body, place.array ?? ''))) return undefined;
  return idsIn(body, place).map((id) => (typeof id === 'number' ? String(id) : id));
}

/** The ids that a body names. */
export function idsIn(body: unknown, place: IdsPlace): unknown[] {
  if (place.in !== 'body') return [];
  const holders = place.array === undefined ? [body] : [valueAt(body, place.array)].flat();
  return holders.map((one) => valueAt(one, place.inElement)).filter((id) => id !== undefined);
}
