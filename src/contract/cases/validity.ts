import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Dialect, Schema } from '../types.ts';
import { isSchema } from './schema.ts';

/** Keywords whose values are data, whatever they look like. */
const DATA = new Set(['const', 'enum', 'default', 'example', 'examples']);

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
 * and `exclusiveMaximum` as flags, and `nullable` means something beside a `type` only (3.0.3, Schema
 * Object); to OpenAPI 3.1 `nullable` is a word without meaning, though ajv obeys it.
 */
export function translated(schema: Schema, dialect: Dialect): Schema {
  const translate = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(translate);
    return isSchema(node) ? translated(node, dialect) : node;
  };
  const out = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, DATA.has(key) ? value : translate(value)]),
  );
  if (dialect === '3.0') bounds30(out);
  if (typeof out['nullable'] === 'boolean' && (dialect === '3.1' || !('type' in out))) delete out['nullable'];
  return out;
}

/**
 * Compiles a translated schema into a yes-or-no question about a JSON value. Formats count.
 * Not strict: whether the document itself is sound is the contract loader's business.
 */
export function compile(schema: Schema, dialect: Dialect): (value: unknown) => boolean {
  const options = { strict: false, validateSchema: false, logger: false } as const;
  const ajv = dialect === '3.0' ? new Ajv(options) : new Ajv2020(options);
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => validate(value);
}
