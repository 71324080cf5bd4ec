import { JSONPointer } from 'json-p3';
import type { JSONValue } from 'json-p3';

const MISSING = Symbol('missing') as unknown as JSONValue;
const MOST_POINTERS = 1000;

/**
 * The value that a JSON Pointer (RFC 6901) names inside a JSON value.
 * @returns undefined where there is none.
 */
export function valueAt(value: unknown, pointer: string): unknown {
  if (value === undefined) return undefined;
  const { stackTraceLimit } = Error;
  // What is missing is found out by an error that is thrown and caught; its stack would cost more than all the rest.
  Error.stackTraceLimit = 0;
  try {
    const found = parsed(pointer).resolve(value as JSONValue, MISSING);
    return found === MISSING ? undefined : found;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * The values that a pointer names inside a JSON value, `*` representing every element of a list.
 * @returns at least one value, and `undefined` alone where there is none.
 */
export function valuesAt(value: unknown, pointer: string): unknown[] {
  const [head = '', ...tails] = pointer.split('/*');
  let values = [valueAt(value, head)];
  for (const tail of tails)
    values = values.flatMap((one) => (Array.isArray(one) ? one.map((element: unknown) => valueAt(element, tail)) : []));
  return values.length > 0 ? values : [undefined];
}

const pointers = new Map<string, JSONPointer>();

/** The same few are looked up all the time. */
function parsed(pointer: string): JSONPointer {
  const known = pointers.get(pointer) ?? new JSONPointer(pointer);
  if (pointers.size < MOST_POINTERS) pointers.set(pointer, known);
  return known;
}

/** A copy of a JSON value in which the place that a JSON Pointer names holds something else. The place must exist. */
export function replaceAt(value: unknown, pointer: string, replacement: unknown): unknown {
  if (pointer === '') return replacement;
  const copy = structuredClone(value);
  const cut = pointer.lastIndexOf('/');
  const parent = valueAt(copy, pointer.slice(0, cut)) as Record<string, unknown>;
  parent[
    pointer
      .slice(cut + 1)
      .replaceAll('~1', '/')
      .replaceAll('~0', '~')
  ] = replacement;
  return copy;
}
