import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { readContract } from '../../../src/contract/document.ts';
import { applyActions } from '../../../src/contract/overlay.ts';
import type { Action } from '../../../src/contract/overlay.ts';
import { valueAt } from '../../../src/contract/json-pointer.ts';
import { compileSchema } from '../../../src/contract/validator.ts';
import type { Dialect, Schema } from '../../../src/contract/types.ts';

type Json = Record<string, unknown>;
interface Erratum {
  id: string;
  where: string;
  actions?: Action[];
}

const specs = new URL('../../../specs/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, specs), 'utf8');

const VENDORS = {
  knot: { dialect: '3.1', operations: ['user_delete', 'session_create', 'development_accounts_link', 'accounts_get'] },
  mastercard: {
    dialect: '3.0',
    operations: ['getIssuer', 'userRegistration', 'getAuthToken', 'getAggregateCarbonScore', 'deleteUsers'],
  },
} as const satisfies Record<string, { dialect: Dialect; operations: readonly string[] }>;

function vendorFiles(vendor: string): { text: string; errata: Erratum[] } {
  return {
    text: read(`${vendor}/openapi.yaml`),
    errata: (parse(read(`${vendor}/errata.yaml`)) as { errata: Erratum[] }).errata,
  };
}

/** Every example under a media type, by its pointer, that breaks the schema beside it. */
async function brokenExamples(document: unknown, dialect: Dialect): Promise<string[]> {
  const broken: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { schema, examples, type, example } = node as Json;
    for (const [name, { value }] of Object.entries((schema && examples ? examples : {}) as Record<string, Json>)) {
      if (compileSchema(schema as Schema, dialect)(value).length > 0) broken.push(`${path}/examples/${name}`);
    }
    if (typeof type === 'string' && example !== undefined) {
      if (compileSchema(node as Schema, dialect)(example).length > 0) broken.push(`${path}/example`);
    }
    for (const [name, child] of Object.entries(node)) {
      if (name !== 'example' && name !== 'examples') visit(child, `${path}/${name.replaceAll('/', '~1')}`);
    }
  };
  const tree = await new $RefParser().dereference(structuredClone(document) as Json);
  visit((tree as Json)['paths'], '#/paths');
  return broken;
}

const EXAMPLES_THAT_ERRATA_NAME = {
  knot: ['#/paths/~1session~1create/post/responses/400/content/application~1json/examples/InvalidProductType'],
  mastercard: [
    '#/paths/~1issuers~1user-deletions/post/requestBody/content/application~1json/examples/UserIDs',
    '#/paths/~1issuers~1user-deletions/post/responses/202/content/application~1json/examples/DeletedUserIds',
  ],
};

for (const [vendor, { dialect, operations }] of Object.entries(VENDORS)) {
  test.describe(vendor, () => {
    const { text, errata } = vendorFiles(vendor);

    test('the contract is read with its errata and every operation is there', async () => {
      const contract = await readContract({ file: 'openapi.yaml', text, errata });
      expect([...contract.operations.keys()].sort()).toEqual([...operations].sort());
      expect(contract.dialect).toBe(dialect);
      expect(contract.publishedSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(contract.source).toMatch(/^https:\/\//);
      expect(contract.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    });

    test('the errata meet their schema and name places that exist', () => {
      const schema = JSON.parse(read('errata.schema.json')) as Schema;
      const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
      expect(validate(parse(read(`${vendor}/errata.yaml`))), JSON.stringify(validate.errors)).toBe(true);
      const ids = errata.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const published: unknown = parse(text);
      for (const { id, where } of errata.filter((erratum) => erratum.where.startsWith('#'))) {
        expect(valueAt(published, where.slice(1)), `${id}: ${where}`).toBeDefined();
      }
    });

    test('every published example meets its schema but those that an erratum names, and these do once corrected', async () => {
      const published: unknown = parse(text);
      const corrected = errata.reduce<unknown>((all, { actions = [] }) => applyActions(all, actions), published);
      expect(await brokenExamples(published, dialect)).toEqual(
        EXAMPLES_THAT_ERRATA_NAME[vendor as keyof typeof VENDORS],
      );
      expect(await brokenExamples(corrected, dialect)).toEqual([]);
    });
  });
}

test('knot: the body of a deletion is required once corrected, and the 500 example uses nothing of its schema', async () => {
  const { text, errata } = vendorFiles('knot');
  const published = await readContract({ file: 'openapi.yaml', text, errata: [] });
  const corrected = await readContract({ file: 'openapi.yaml', text, errata });
  expect(published.operations.get('user_delete')?.requestBody?.required).toBe(false);
  expect(corrected.operations.get('user_delete')?.requestBody?.required).toBe(true);
  const example = valueAt(parse(text), '/components/examples/InternalServerError/value') as Json;
  const { properties } = published.operations.get('user_delete')!.responses.get(500)!.schema as { properties: Json };
  expect(Object.keys(example).filter((name) => name in properties)).toEqual([]);
});

test('knot: what no public document defines fully is marked', async () => {
  const { operations } = await readContract({ file: 'openapi.yaml', ...vendorFiles('knot') });
  const marked = [...operations.values()].filter(({ reconstructed }) => reconstructed).map(({ id }) => id);
  expect(marked.sort()).toEqual(['accounts_get', 'development_accounts_link']);
  const accounts = compileSchema(operations.get('accounts_get')!.responses.get(200)!.schema!, '3.1');
  const account = { merchant: { id: 19, name: 'DoorDash', logo: '' }, lifecycle: { status: null } };
  for (const legal of [[], [account], account]) expect(accounts(legal)).toEqual([]);
  expect(accounts('none')).not.toEqual([]);
});

test('mastercard: the operation of a deletion is what the document publishes', async () => {
  const { operations } = await readContract({ file: 'openapi.yaml', ...vendorFiles('mastercard') });
  const operation = operations.get('deleteUsers')!;
  expect(operation).toMatchObject({ method: 'POST', path: '/issuers/user-deletions', reconstructed: false });
  expect(operation.requestBody).toMatchObject({ required: true, mediaType: 'application/json' });
  expect(operation.requestBody?.schema).toMatchObject({ type: 'array', minItems: 1, maxItems: 500 });
  expect([...operation.responses.keys()]).toEqual([202, 400, 401, 404, 415]);
  expect(operations.get('userRegistration')?.encrypted).toEqual({ request: true, response: false });
  expect(operations.get('getAuthToken')?.encrypted).toEqual({ request: false, response: true });
});

test('mastercard: errors of the gateway get the relaxed schema, those of the application the strict one', async () => {
  const { text, errata } = vendorFiles('mastercard');
  const check = async (corrections: Erratum[], error: Json) => {
    const { operations } = await readContract({ file: 'openapi.yaml', text, errata: corrections });
    const { schema } = operations.get('deleteUsers')!.responses.get(404)!;
    return compileSchema(schema!, '3.0')({ Errors: { Error: [error] } });
  };
  const gateway = { Source: 'Gateway', ReasonCode: 'NOT_FOUND', Description: 'Not Found', Recoverable: false };
  const application = { ...gateway, Source: 'CARBON CALCULATOR EXPERIENCE' };

  expect((await check([], { ...gateway, Details: null })).map(({ path }) => path)).toEqual([
    '/Errors/Error/0/Description',
    '/Errors/Error/0/Details',
  ]);
  expect(await check(errata, gateway)).toEqual([]);
  expect(await check(errata, { ...gateway, Details: null })).toEqual([]);
  expect(await check(errata, { ...gateway, Description: '' })).toEqual([
    { path: '/Errors/Error/0/Description', message: 'must NOT have fewer than 1 characters' },
  ]);
  expect(await check(errata, application)).toEqual([
    { path: '/Errors/Error/0/Description', message: 'must NOT have fewer than 10 characters' },
  ]);
  expect(await check(errata, { ...application, Description: 'No such client', Details: null })).toEqual([
    { path: '/Errors/Error/0/Details', message: 'must be string' },
  ]);
  expect(await check(errata, { ...application, Description: 'No such client', Details: '' })).toEqual([]);
  expect(await check(errata, { ReasonCode: 'X', Description: 'No such client', Recoverable: false })).toEqual([
    { path: '/Errors/Error/0', message: "must have required property 'Source'" },
  ]);
});
