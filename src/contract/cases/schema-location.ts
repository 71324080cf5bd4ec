import type { Schema } from '../types.ts';
import { flat, isSchema, jsonType } from './schema.ts';

/** Steps from the body's root: a property's name, or 0 for an array's first element. */
export type Path = readonly (string | 0)[];

/** A place in the request body that the schema knows. */
export interface SchemaLocation {
  /** JSON Pointer of the place in the schema's terms: `/-` is any element of an array. */
  readonly pointer: string;
  readonly path: Path;
  readonly schema: Schema;
  readonly kind: 'root' | 'member' | 'element';
  /** Whether its object must have this member. */
  readonly required: boolean;
}

/** Put in the place of a property that shall be absent. */
export const REMOVED = Symbol('removed');

/** A body deeper than this is not walked on: a dereferenced schema may contain itself. */
const DEEPEST = 8;

/** A property's name as a step of a JSON Pointer (RFC 6901 section 3). */
export function escape(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Every place of a request schema, the outer ones first. */
export function locationsOf(schema: Schema): readonly SchemaLocation[] {
  return walk({ pointer: '', path: [], schema: flat(schema), kind: 'root', required: true });
}

function walk(location: SchemaLocation): SchemaLocation[] {
  const { pointer, path, schema } = location;
  if (path.length >= DEEPEST) return [location];
  const properties = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const members = properties.map(([name, inner]): SchemaLocation => ({
    pointer: `${pointer}/${escape(name)}`,
    path: [...path, name],
    schema: isSchema(inner) ? flat(inner) : {},
    kind: 'member',
    required: required.includes(name),
  }));
  const items = schema['items'];
  const elements: SchemaLocation[] = isSchema(items)
    ? [{ pointer: `${pointer}/-`, path: [...path, 0], schema: flat(items), kind: 'element', required: false }]
    : [];
  return [location, ...[...members, ...elements].flatMap(walk)];
}

/** Whether `outer` is `inner` or holds it. */
export function holds(outer: Path, inner: Path): boolean {
  return outer.every((step, index) => step === inner[index]);
}

/** What is at a place of a body; undefined where nothing is. */
export function read(body: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string | 0, unknown>)[step];
  }, body);
}

/**
 * A copy of a body with something else at one place ({@link REMOVED}: without that property).
 * Where an optional parent is absent, that of the `model` replaces it.
 */
export function write(body: unknown, path: Path, value: unknown, model: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const wanted = step === 0 ? 'array' : 'object';
  const parent = jsonType(body) === wanted ? body : model;
  const inner = write(read(parent, [step]), rest, value, read(model, [step]));
  if (step === 0) return [inner, ...(parent as unknown[]).slice(1)];
  const { [step]: _replaced, ...others } = parent as Record<string, unknown>;
  return inner === REMOVED ? others : { ...(parent as object), [step]: inner };
}
