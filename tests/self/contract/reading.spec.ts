import { expect, test } from '@playwright/test';
import { ContractError, readContract } from '../../../src/contract/document.ts';
import type { Contract } from '../../../src/contract/types.ts';
import { compileSchema } from '../../../src/contract/validator.ts';

/** Corners of reading a document; that the vendors' own documents are read is in document.spec.ts. */
type Json = Record<string, unknown>;

const PUBLISHED = { title: 'T', version: '1', source: 'https://vendor.example/api', sha256: '0'.repeat(64) };
const DONE = { '204': { description: 'Done' } };

function documentWith(operation: Json, more: Json = {}): Json {
  const get = { operationId: 'ping', responses: DONE, ...operation };
  return { openapi: '3.1.0', info: { 'x-published': PUBLISHED }, paths: { '/ping': { get } }, ...more };
}

function load(document: Json): Promise<Contract> {
  return readContract({ file: 'openapi.yaml', text: JSON.stringify(document), errata: [] });
}

/** What is read of a response's content. */
async function contentRead(content: Json): Promise<unknown> {
  const { operations } = await load(documentWith({ responses: { '200': { description: '', content } } }));
  return operations.get('ping')!.responses.get(200);
}

test('an operation is read under each of the eight methods', async () => {
  const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
  const item = Object.fromEntries(methods.map((method) => [method, { operationId: method, responses: DONE }]));
  const { operations } = await load(documentWith({}, { paths: { '/all': item } }));
  expect([...operations.values()].map(({ id, method }) => [id, method])).toEqual(
    methods.map((method) => [method, method.toUpperCase()]),
  );
});

test('of several contents the JSON one comes first, wherever it stands; without one the first', async () => {
  const text = { schema: { type: 'string' } };
  const json = { schema: { type: 'object' } };
  expect(await contentRead({ 'text/plain': text, 'application/json': json })).toEqual({
    mediaType: 'application/json',
    ...json,
    alternatives: [{ mediaType: 'text/plain', ...text }],
  });
  expect(await contentRead({ 'text/plain': text, 'application/problem+json': json })).toMatchObject(json);
  expect(await contentRead({ 'text/plain': text, 'text/html': json })).toMatchObject({ mediaType: 'text/plain' });
});

test('a content without a schema has none; true allows all and false nothing', async () => {
  const read = async (schema?: boolean): Promise<unknown> => contentRead({ 'application/json': { schema } });
  expect(await read()).toEqual({ mediaType: 'application/json' });
  expect(await read(true)).toEqual({ mediaType: 'application/json', schema: {} });
  const { schema } = (await read(false)) as { schema: Json };
  expect(compileSchema(schema, '3.1')(null)).toHaveLength(1);
});

test('null, and a property that is merely called $ref, are read as what they are', async () => {
  const schema = { properties: { $ref: { type: 'string' } }, default: null };
  expect(await contentRead({ 'application/json': { schema } })).toMatchObject({ schema });
});

test('later patches of 3.0 and 3.1 are read', async () => {
  expect((await load(documentWith({}, { openapi: '3.0.4' }))).dialect).toBe('3.0');
  expect((await load(documentWith({}, { openapi: '3.1.10' }))).dialect).toBe('3.1');
});

const REFUSED: Record<string, [document: Json, says: string]> = {
  'a version before its number': [documentWith({}, { openapi: 'v3.1.0' }), '3.0.x or 3.1.x'],
  'a draft of a version': [documentWith({}, { openapi: '3.1.0-rc1' }), '3.0.x or 3.1.x'],
  'a list of versions': [documentWith({}, { openapi: ['3.1.0'] }), '3.0.x or 3.1.x'],
  'an empty title': [
    documentWith({}, { info: { 'x-published': { ...PUBLISHED, title: '' } } }),
    'info.x-published.title is missing',
  ],
  'an empty operationId': [documentWith({ operationId: '' }), 'GET /ping has no operationId'],
  'a status of four digits': [documentWith({ responses: { '2000': {} } }), 'documents the response "2000"'],
  'a status after a sign': [documentWith({ responses: { '+200': {} } }), 'documents the response "+200"'],
};

for (const [name, [document, says]] of Object.entries(REFUSED)) {
  test(`${name} is refused`, async () => {
    const error: unknown = await load(document).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ContractError);
    expect(String(error)).toContain('ContractError: openapi.yaml: ');
    expect(String(error)).toContain(says);
  });
}

test('OpenAPI 3.0: upper bounds are exclusive by a flag, a flag without a bound says nothing, null is a value', () => {
  const below = compileSchema({ type: 'number', maximum: 3, exclusiveMaximum: true }, '3.0');
  expect([2, 3].map((value) => below(value).length)).toEqual([0, 1]);
  expect(compileSchema({ type: 'number', exclusiveMaximum: true }, '3.0')(9)).toEqual([]);
  expect(compileSchema({ type: 'string', nullable: true, default: null }, '3.0')(null)).toEqual([]);
});

test('OpenAPI 3.1 knows no bounds by a flag', () => {
  const schema = { type: 'number', maximum: 3, exclusiveMaximum: true };
  expect(() => compileSchema(schema, '3.1')).toThrow('not a schema of OpenAPI 3.1');
});
