import type { Schema } from './types.ts';

/** Keywords whose value is one schema. */
const ONE = new Set(
  `additionalItems additionalProperties contains contentSchema else if items not propertyNames then
  unevaluatedItems unevaluatedProperties`.split(/\s+/),
);
/** Keywords whose value is a list of schemas; `items` was one before JSON Schema 2020-12. */
const LIST = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']);
/** Keywords whose value holds schemas under names that anybody may choose: none of those names is a keyword. */
const NAMED = new Set(['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties']);

/**
 * A copy of a schema in which every schema right inside it is replaced. Whatever is no schema stays as it is: data
 * (`enum`, `const`, `default`, `example`), and the names of properties, which may be those of keywords.
 */
export function mapSubschemas(schema: Schema, change: (inner: Schema) => Schema): Schema {
  const changed = (value: unknown): unknown => (isObject(value) ? change(value) : value);
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (Array.isArray(value)) return [keyword, LIST.has(keyword) ? value.map(changed) : value];
    if (ONE.has(keyword)) return [keyword, changed(value)];
    if (!NAMED.has(keyword) || !isObject(value)) return [keyword, value];
    return [keyword, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, changed(inner)]))];
  });
  return Object.fromEntries(entries);
}

/** Every schema inside a schema, itself first. */
export function* schemasWithin(schema: Schema): Generator<Schema> {
  yield schema;
  const inside: Schema[] = [];
  mapSubschemas(schema, (inner) => {
    inside.push(inner);
    return inner;
  });
  for (const inner of inside) yield* schemasWithin(inner);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
