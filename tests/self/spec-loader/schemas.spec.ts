import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';

const SPECS = new URL('../../../specs/', import.meta.url);
const FILES = readdirSync(SPECS).filter((name) => name.endsWith('.schema.json'));

// No run does: what is shipped with it was held against JSON Schema here.
for (const file of FILES)
  test(`${file} is itself a schema of JSON Schema 2020-12, and names no unknown keyword`, () => {
    const schema = JSON.parse(readFileSync(new URL(file, SPECS), 'utf8')) as { $schema: string };
    const ajv = new Ajv2020({ allowUnionTypes: true, strictRequired: false, strictTypes: false });
    addFormats.default(ajv);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(() => ajv.compile(schema)).not.toThrow();
  });

test('there are schemas to look at', () => {
  expect(FILES).toContain('profile.schema.json');
  expect(FILES).toContain('results.schema.json');
});
