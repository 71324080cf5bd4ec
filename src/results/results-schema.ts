/** `results.json` and its published schema. */

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SCHEMA = new URL('../../specs/results.schema.json', import.meta.url);

// The self-tests validate the schema itself against JSON Schema.
const ajv = new Ajv2020({ allowUnionTypes: true, meta: false, validateSchema: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

/** Where and how a value breaks `specs/results.schema.json`, in half a sentence; null where it conforms. */
export function schemaViolation(value: unknown): string | null {
  if (validate(value)) return null;
  const [first] = validate.errors ?? [];
  const { additionalProperty, allowedValues }: Record<string, unknown> = first?.params ?? {};
  const detail = additionalProperty ?? allowedValues;
  const where = first?.instancePath || 'its top level';
  return `at ${where}: ${first?.message ?? 'invalid'}${detail ? ` (${JSON.stringify(detail)})` : ''}`;
}
