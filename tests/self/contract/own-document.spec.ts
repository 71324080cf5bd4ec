import { expect, test } from '@playwright/test';
import { ContractError, readContract, type ContractSource } from '../../../src/contract/document.ts';

type Json = Record<string, unknown>;

test.describe('a document of our own', () => {
  const info = {
    'x-published': { title: 'T', version: '1', source: 'https://vendor.example/api', sha256: '0'.repeat(64) },
  };
  const ping = { operationId: 'ping', responses: { '204': { description: 'Done' } } };
  const minimal = { openapi: '3.1.0', info, paths: { '/ping': { get: ping } } };
  const load = (document: unknown, errata: ContractSource['errata'] = []) =>
    readContract({
      file: 'specs/x/openapi.yaml',
      text: typeof document === 'string' ? document : JSON.stringify(document),
      errata,
    });
  const withPing = (change: Json): Json => ({ ...minimal, paths: { '/ping': { get: { ...ping, ...change } } } });

  test('references are replaced by what they name, and the same name gives the same schema object', async () => {
    const body = { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/S' } } } };
    const { operations } = await load({
      ...withPing({ responses: { '200': { $ref: '#/components/responses/R' }, '201': body } }),
      components: {
        responses: { R: body },
        schemas: {
          S: { type: 'object', properties: { s: { $ref: '#/components/schemas/L' } } },
          L: { type: 'string' },
        },
      },
    });
    const { responses } = operations.get('ping')!;
    expect(responses.get(200)).toEqual({
      mediaType: 'application/json',
      schema: { type: 'object', properties: { s: { type: 'string' } } },
    });
    expect(responses.get(201)?.schema).toBe(responses.get(200)?.schema);
  });

  test('a response without content, and a request body that says nothing of being required, are fine', async () => {
    const { operations } = await load(withPing({ requestBody: { content: { 'text/plain': {} } } }));
    const { responses, requestBody } = operations.get('ping')!;
    expect([...responses]).toEqual([[204, {}]]);
    expect(requestBody).toEqual({ mediaType: 'text/plain', schema: {}, required: false });
  });

  const json = (schema: Json): Json => ({ description: '', content: { 'application/json': { schema } } });
  const circle = { components: { schemas: { S: { properties: { s: { $ref: '#/components/schemas/S' } } } } } };
  const refusals: Record<string, [document: unknown, says: string, errata?: ContractSource['errata']]> = {
    'not YAML': ['a: [1', 'is not YAML'],
    'an anchor that holds itself': ['a: &a\n  b: *a', 'is not YAML that JSON can hold'],
    'an empty file': ['', 'an object was expected at the top'],
    'another version': [{ ...minimal, openapi: '2.0' }, '3.0.x or 3.1.x'],
    'no publication': [{ ...minimal, info: {} }, 'info.x-published.title is missing'],
    'no operations': [{ ...minimal, paths: {} }, 'has no operations'],
    'no operationId': [withPing({ operationId: undefined }), 'GET /ping has no operationId'],
    'one operationId twice': [
      { ...minimal, paths: { '/ping': { get: ping }, '/pong': { put: ping } } },
      'the operationId "ping" is at GET /ping and at PUT /pong',
    ],
    'no responses': [withPing({ responses: {} }), 'GET /ping documents no responses'],
    'a default response': [withPing({ responses: { default: {} } }), 'documents the response "default"'],
    'a request body without content': [withPing({ requestBody: {} }), 'its requestBody has no content'],
    'a reference into a file': [
      withPing({ requestBody: { $ref: '/etc/hostname' } }),
      'another document (/etc/hostname)',
    ],
    'a reference onto the network': [withPing({ requestBody: { $ref: 'http://127.0.0.1:1/a' } }), 'another document'],
    'a reference that leads nowhere': [
      withPing({ requestBody: { $ref: '#/nowhere' } }),
      'has a reference to something that does not exist',
    ],
    'a circle': [{ ...minimal, ...circle }, 'in a circle at #/components/schemas/S'],
    'a misspelt keyword in the schema of an answer': [
      withPing({ responses: { '200': json({ type: 'string', minLenght: 3 }) } }),
      'GET /ping: the schema of its response 200 is not a schema of OpenAPI 3.1: strict mode: unknown keyword: "minLenght"',
    ],
    'a pattern that is none, in the schema of a request': [
      withPing({ requestBody: json({ properties: { id: { pattern: '(' } } }) }),
      'GET /ping: the schema of its request body is not a schema of OpenAPI 3.1: ',
    ],
    'nullable, which OpenAPI 3.1 has not': [
      withPing({ responses: { '200': json({ type: 'string', nullable: true }) } }),
      'unknown keyword: "nullable"',
    ],
    'an erratum that does not apply': [
      minimal,
      'the erratum "gone" does not apply: its action 1 (target $.gone) matches nothing',
      [{ id: 'gone', actions: [{ target: '$.gone', remove: true }] }],
    ],
  };
  for (const [name, [document, says, errata]] of Object.entries(refusals)) {
    test(`${name} is refused with the file's name and a sentence`, async () => {
      const error: unknown = await load(document, errata).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ContractError);
      const { message } = error as ContractError;
      expect(message).toMatch(/^specs\/x\/openapi\.yaml: [^\n]+$/);
      expect(message).toContain(says);
      expect(message).not.toContain(process.cwd());
    });
  }
});
