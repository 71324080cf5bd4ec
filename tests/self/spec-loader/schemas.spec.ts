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

test('every key of a profile says what it is, for editors that complete it', () => {
  const schema = JSON.parse(readFileSync(new URL('profile.schema.json', SPECS), 'utf8')) as Node;
  const silent: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, one] of Object.entries((node as Node).properties ?? {})) {
      const shared = schema.$defs?.[one.$ref?.split('/').at(-1) ?? ''];
      const isTold = one.description ?? shared?.description ?? one.const;
      if (isTold === undefined) silent.push(`${path}/${name}`);
    }
    // What stands under a condition says no key anew.
    for (const [name, one] of Object.entries(node))
      if (!['if', 'then', 'else'].includes(name)) visit(one, `${path}/${name}`);
  };
  visit(schema, '');
  expect(silent).toEqual([]);
});

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly $ref?: string;
  readonly description?: string;
  readonly const?: unknown;
}
