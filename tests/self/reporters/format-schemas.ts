import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { validate as validateCtrf } from 'ctrf';
import { FORMAT_FILES } from '../../../src/output/report-files.ts';

const require = createRequire(import.meta.url);

const HAR = require('har-schema') as Record<string, { $id: string }>;
const SARIF = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;

// The schemas are published, of drafts 4 to 7: what is held against them is our output, not they.
const ajv = new Ajv({
  meta: false,
  validateSchema: false,
  strictSchema: false,
  strictTypes: false,
  allErrors: true,
  unicodeRegExp: false,
});
addFormats.default(ajv);
for (const schema of Object.values(HAR)) ajv.addSchema(schema);
// Draft 4 names schemas with `id`, which nothing refers to.
const withoutIds = (key: string, value: unknown): unknown =>
  key === 'id' && typeof value === 'string' ? undefined : value;
const isSarif = ajv.compile(JSON.parse(JSON.stringify(SARIF, withoutIds)) as object);
const isHar = ajv.getSchema('har.json#') ?? ajv.compile(HAR['har'] ?? {});

const errorsBy =
  (isValid: typeof isSarif) =>
  (value: unknown): string[] =>
    isValid(value) ? [] : (isValid.errors ?? []).map(({ instancePath, message = '' }) => `${instancePath} ${message}`);

/** What the published schema of a format has against a content, by the name of the file. */
export const FORMAT_ERRORS: Readonly<Record<string, (value: unknown) => string[]>> = {
  [FORMAT_FILES.sarif]: errorsBy(isSarif),
  [FORMAT_FILES.har]: errorsBy(isHar),
  [FORMAT_FILES.ctrf]: (value) => {
    const { valid, errors } = validateCtrf(value);
    return valid ? [] : errors.map((error) => JSON.stringify(error));
  },
};
