import { jsonpath } from 'json-p3';
import { escape } from './cases/schema-location.ts';
import { both, flat, isSchema, typesOf } from './cases/schema.ts';
import type { Schema } from './types.ts';

/** A dereferenced schema may contain itself; what is deeper than this is not looked for. */
const DEEPEST = 8;

/**
 * The schemas of what a JSON Pointer names, `*` and `-` being any element of a list; none where the schema documents
 * nothing there. What it leaves open has the schema `{}`.
 */
export function schemasAt(schema: Schema, pointer: string): Schema[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<Schema[]>(
    (schemas, step) => schemas.flatMap(alternatives).flatMap((one) => [...member(one, step), ...element(one, step)]),
    [schema],
  );
}

/**
 * As {@link schemasAt}, for a JSONPath (RFC 9535). What a filter selects is not judged: any element.
 * @throws Error where it is no JSONPath
 */
export function schemasAtPath(schema: Schema, path: string): Schema[] {
  const segments = jsonpath.compile(path).segments.map((segment) => ({
    isDeep: segment.toString().startsWith('..'),
    names: segment.selectors.map((one) => (one instanceof jsonpath.selectors.NameSelector ? one.name : undefined)),
  }));
  return segments.reduce<Schema[]>(
    (schemas, { isDeep, names }) =>
      (isDeep ? schemas.flatMap((one) => everythingIn(one, DEEPEST)) : schemas)
        .flatMap(alternatives)
        .flatMap((one) => names.flatMap((name) => (name === undefined ? children(one) : member(one, name)))),
    [schema],
  );
}

/** Every JSON Pointer that a schema documents; `-` is any element of a list. */
export function pointersIn(schema: Schema, deepest = DEEPEST): string[] {
  if (deepest === 0) return [];
  return alternatives(schema).flatMap((one) => {
    const named = Object.entries(propertiesOf(one)).map(([name, inner]) => [`/${escape(name)}`, inner] as const);
    const all = isSchema(one['items']) ? [...named, ['/-', one['items']] as const] : named;
    return all.flatMap(([at, inner]) => [at, ...pointersIn(inner, deepest - 1).map((rest) => at + rest)]);
  });
}

/** A schema as each of its `anyOf` and `oneOf` makes it, `allOf` drawn in. */
function alternatives(given: Schema): Schema[] {
  const schema = flat(given);
  const { anyOf, oneOf, ...rest } = schema;
  const choices = [anyOf, oneOf].flat().filter(isSchema);
  return choices.length === 0 ? [schema] : choices.flatMap(alternatives).map((one) => both(rest, one));
}

function member(schema: Schema, name: string): Schema[] {
  const own = propertiesOf(schema);
  if (Object.hasOwn(own, name)) return [own[name] ?? {}];
  const patterns = isSchema(schema['patternProperties']) ? Object.entries(schema['patternProperties']) : [];
  const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name));
  if (matching.length > 0) return matching.map(([, inner]) => (isSchema(inner) ? inner : {}));
  const { additionalProperties: further } = schema;
  if (isSchema(further)) return [further];
  const isOpen = Object.keys(own).length === 0 && further !== false && mayBe(schema, 'object');
  return isOpen ? [{}] : [];
}

function element(schema: Schema, step: string): Schema[] {
  if (!/^(?:\*|-|\d+)$/.test(step) || !mayBe(schema, 'array')) return [];
  const { items, prefixItems } = schema;
  const first = Array.isArray(prefixItems) ? prefixItems.filter(isSchema) : [];
  if (isSchema(items)) return [...first, items];
  return first.length > 0 || Object.keys(propertiesOf(schema)).length > 0 ? first : [{}];
}

/** Everything right inside a value. */
function children(schema: Schema): Schema[] {
  const further = schema['additionalProperties'];
  return [...Object.values(propertiesOf(schema)), ...element(schema, '*'), ...(isSchema(further) ? [further] : [])];
}

function everythingIn(schema: Schema, deepest: number): Schema[] {
  if (deepest === 0) return [];
  return [
    schema,
    ...alternatives(schema)
      .flatMap(children)
      .flatMap((one) => everythingIn(one, deepest - 1)),
  ];
}

function propertiesOf({ properties }: Schema): Readonly<Record<string, Schema>> {
  if (!isSchema(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, isSchema(inner) ? inner : {}]));
}

function mayBe(schema: Schema, type: 'object' | 'array'): boolean {
  const types = typesOf(schema);
  return types.length === 0 || types.includes(type);
}
