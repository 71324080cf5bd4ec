import type { Schema } from '../types.ts';

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

/** The JSON type of a value that came from JSON. */
export function jsonType(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value as JsonType;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two schemas that both must hold, as one: enough for what is walked and sampled here; ajv judges the result. */
export function both(first: Schema, second: Schema): Schema {
  const merged: Record<string, unknown> = { ...first, ...second };
  if (isSchema(first['properties']) && isSchema(second['properties'])) {
    merged['properties'] = { ...first['properties'], ...second['properties'] };
  }
  if (Array.isArray(first['required']) && Array.isArray(second['required'])) {
    merged['required'] = [...new Set<unknown>([first['required'], second['required']].flat())];
  }
  return merged;
}

/** The schema with its `allOf` drawn into it, so that its properties are seen. */
export function flat(schema: Schema): Schema {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  return allOf.filter(isSchema).map(flat).reduce(both, rest);
}

/** The JSON types that a schema names; none where it names none. `integer` is a number, `nullable` allows null. */
export function typesOf(schema: Schema): readonly JsonType[] {
  const named = [schema['type']].flat().filter((type) => typeof type === 'string');
  const types = named.map((type) => (type === 'integer' ? 'number' : type) as JsonType);
  return schema['nullable'] === true ? [...types, 'null'] : types;
}

/** A keyword that counts something (`minLength`, `maxItems`); undefined where it is absent. */
export function limit(schema: Schema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}

/** A numeric bound, and whether it is itself out of bounds. */
export function bound(
  schema: Schema,
  keyword: 'minimum' | 'maximum',
): { readonly value: number; readonly open: boolean } | undefined {
  const exclusive = keyword === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  const open = limit(schema, exclusive);
  if (open !== undefined) return { value: open, open: true };
  const value = limit(schema, keyword);
  return value === undefined ? undefined : { value, open: false };
}

/** The schema's pattern as JSON Schema reads it: searched for anywhere, Unicode aware. */
export function patternOf(schema: Schema): RegExp | undefined {
  return typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : undefined;
}
