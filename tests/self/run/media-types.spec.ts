import { expect, test } from '@playwright/test';
import { generateCases } from '../../../src/contract/cases/index.ts';
import { readContract } from '../../../src/contract/document.ts';
import type { Contract } from '../../../src/contract/types.ts';
import { contractFacts } from '../../../src/run/response-conformance.ts';
import { requestOf } from '../../../src/users/operation-requests.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';

// Media types by RFC 9110: case means nothing, parameters do not make another type, ranges take in many.

const OK = { schema: { type: 'object', required: ['ok'] } };

/** A contract whose operation takes and answers these contents. */
async function contractOf(content: object): Promise<Contract> {
  const post = {
    operationId: 'remove',
    requestBody: { required: true, content },
    responses: { '200': { description: 'done', content } },
  };
  const info = { 'x-published': { title: 'T', version: '1', source: 'https://vendor.example', sha256: '0' } };
  const text = JSON.stringify({ openapi: '3.1.0', info, paths: { '/users': { post } } });
  return readContract({ file: 'openapi.yaml', text, errata: [] });
}

/** What the contract says of an answer with that label and body. */
async function factsOf(content: object, label: string | undefined, body: string): Promise<string> {
  const contract = await contractOf(content);
  const headers = label === undefined ? [] : [['content-type', label] as const];
  const response = { status: 200, headers, body: Buffer.from(body), truncated: false, durationMs: 0 };
  const request = { method: 'POST', url: 'http://127.0.0.1/users', headers: [] };
  const exchange = { role: 'act', at: 0, conforms: true, operation: 'remove', request, response } as const;
  const { facts } = contractFacts(exchange, { contract, profile: {} } as unknown as Vendor);
  return `${String(facts['mediaType'])}, ${facts['json'] === true ? 'json' : 'no json'}, ${String(facts['schema'])}`;
}

const GOOD = '{"ok":1}';
const ANSWERS: readonly [documented: string, label: string | undefined, body: string, facts: string][] = [
  ['application/json; charset=utf-8', 'application/json; charset=utf-8', GOOD, 'documented, json, valid'],
  ['application/json; charset=utf-8', 'application/json', GOOD, 'documented, json, valid'],
  ['application/json; charset=utf-8', 'application/json', '{}', 'documented, json, invalid'],
  ['application/json; charset=utf-8', 'application/json', '<p>', 'documented, no json, invalid'],
  ['Application/JSON', 'APPLICATION/json;Charset="UTF-8"', '{}', 'documented, json, invalid'],
  ['application/json', 'application/problem+json', GOOD, 'other, json, valid'],
  ['application/problem+json', 'application/problem+json', '{}', 'documented, json, invalid'],
  ['application/problem+json', 'application/json', '{}', 'other, json, invalid'],
  ['application/*', 'application/json', '{}', 'documented, json, invalid'],
  ['application/*', 'application/xml', '<p/>', 'documented, json, valid'],
  ['application/*', 'text/html', '<p>', 'other, json, valid'],
  ['*/*', 'application/vnd.x+json', '{}', 'documented, json, invalid'],
  ['application/json', undefined, GOOD, 'missing, json, valid'],
  ['application/json', 'json', GOOD, 'other, json, valid'],
  ['application/json', 'application/jsonx', GOOD, 'other, json, valid'],
];
for (const [documented, label, body, facts] of ANSWERS)
  test(`${documented} is documented, ${label ?? 'nothing'} comes with ${body}: ${facts}`, async () => {
    expect(await factsOf({ [documented]: OK }, label, body)).toBe(facts);
  });

test('of several contents of one status, the one that is closest to the label counts', async () => {
  const number = { schema: { type: 'number' } };
  const several = {
    '*/*': {},
    'application/*': number,
    'application/json; v=2': { schema: false },
    'application/json': OK,
  };
  expect(await factsOf(several, 'application/json', '{}')).toBe('documented, json, invalid');
  expect(await factsOf(several, 'application/json', GOOD)).toBe('documented, json, valid');
  expect(await factsOf(several, 'application/json; v=2', GOOD)).toBe('documented, json, invalid');
  expect(await factsOf(several, 'application/x+json', '1')).toBe('documented, json, valid');
  expect(await factsOf(several, 'application/x+json', GOOD)).toBe('documented, json, invalid');
  expect(await factsOf(several, 'text/html', '<p>')).toBe('documented, json, valid');
  const text = { 'application/json': OK, 'text/plain': { schema: { type: 'string' } } };
  expect(await factsOf(text, 'Text/Plain; charset=utf-8', 'done')).toBe('documented, json, valid');
  expect(await factsOf(text, 'text/html', 'done')).toBe('other, no json, invalid');
});

test('a sequence of JSON texts is no JSON', async () => {
  const operation = (await contractOf({ 'application/json-seq': {}, 'application/json': OK })).operations.get('remove');
  expect(operation?.requestBody?.mediaType).toBe('application/json');
});

test('what is no media type is refused when the contract is read', async () => {
  await expect(contractOf({ json: OK })).rejects.toThrow(
    'openapi.yaml: POST /users documents the media type "json"; write type/subtype',
  );
});

test('a request is labelled as documented, and never with a range', async () => {
  for (const [documented, label] of [
    ['application/vnd.x+json; v=1', 'application/vnd.x+json; v=1'],
    ['application/*', 'application/json'],
    ['*/*', 'application/json'],
  ] as const) {
    const operation = (await contractOf({ [documented]: OK })).operations.get('remove')!;
    expect(requestOf(operation, { body: {} }).headers).toContainEqual(['Content-Type', label]);
  }
});

test('a label that the contract documents is no fault', async () => {
  const labels = async (content: object): Promise<string[]> => {
    const contract = await contractOf(content);
    const cases = generateCases(contract.operations.get('remove')!, contract, { idsAt: '/ok', many: false, seed: 1 });
    return cases.flatMap(({ name }) => (name.startsWith('media-type.') ? [name.slice('media-type.'.length)] : []));
  };
  const withOk = { schema: { ...OK.schema, properties: { ok: { type: 'string' } } } };
  const rest = ['missing', 'charset'];
  expect(await labels({ 'Application/JSON; charset=utf-8': withOk })).toEqual(['text-plain', 'xml', 'form', ...rest]);
  expect(await labels({ 'application/json': withOk, 'Text/Plain; a=b': {} })).toEqual(['xml', 'form', ...rest]);
  expect(await labels({ 'application/*': withOk })).toEqual(['text-plain', ...rest]);
  expect(await labels({ '*/*': withOk })).toEqual(rest);
});
