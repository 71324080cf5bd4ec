import type { Dialect, Schema } from './types.ts';
import { mapSubschemas } from './subschemas.ts';
import { compileSchema } from './validator.ts';

function bounds30(schema: Record<string, unknown>): void {
  for (const [flag, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (schema[flag] === true && bound in schema) {
      schema[flag] = schema[bound];
      delete schema[bound];
    } else if (typeof schema[flag] === 'boolean') delete schema[flag];
  }
}

/**
 * A schema in the words that the rest of this folder reads, whichever dialect it is in. OpenAPI 3.0 has `exclusiveMinimum`
 * and `exclusiveMaximum` as flags, and `nullable` means something next to a `type` only (3.0.3, Schema
 * Object); OpenAPI 3.1 has no such word.
 */
export function translated(schema: Schema, dialect: Dialect): Schema {
  const out: Record<string, unknown> = { ...mapSubschemas(schema, (inner) => translated(inner, dialect)) };
  if (dialect === '3.0') bounds30(out);
  if (typeof out['nullable'] === 'boolean' && (dialect === '3.1' || !('type' in out))) delete out['nullable'];
  return out;
}

/**
 * Compiles a translated schema into a yes-or-no question about a JSON value. Formats count. By now the schema is in the
 * words of 2020-12, whichever dialect it came in; `nullable` is the one that is left of OpenAPI 3.0.
 */
export function compile(schema: Schema, dialect: Dialect): (value: unknown) => boolean {
  const validate = compileSchema(schema, dialect);
  return (value) => validate(value).length === 0;
}
