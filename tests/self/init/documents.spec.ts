import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse, stringify } from 'yaml';
import { init, type InitResult } from '../../../src/init/init.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import type { Profile } from '../../../src/spec-loader/types.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';

// What public documents hold that a careful one does not: init reads each of them, and the loader what it wrote.

const schema = (ref: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${ref}` } } });
const answer = (ref?: string) => ({ description: 'x', ...(ref === undefined ? {} : { content: schema(ref) }) });
const at = (name: string) => [{ name, in: 'path', required: true, schema: { type: 'string' } }];

interface Document {
  readonly paths: object;
  readonly schemas?: object;
  readonly [more: string]: unknown;
}

async function written<T>(
  { paths, schemas = {}, securitySchemes, ...more }: Document,
  operation: string,
  act: (
    profile: Profile,
    made: InitResult,
    contract: Record<string, Record<string, { responses: object }>>,
  ) => Promise<T> | T,
): Promise<T> {
  const folder = ownTemporaryFolder();
  try {
    const openapi = join(folder.path, 'given.yaml');
    const info = { title: 'Given', version: '' };
    writeFileSync(
      openapi,
      stringify({ openapi: '3.0.3', info, paths, components: { schemas, securitySchemes }, ...more }),
    );
    const made = await init({ openapi, operation, name: 'given', folder: folder.path });
    const { profile } = await loadOne(folder.path, 'given', 1);
    const text = readFileSync(join(folder.path, 'given', 'openapi.yaml'), 'utf8');
    const { paths: kept } = parse(text) as { paths: Record<string, Record<string, { responses: object }>> };
    return await act(profile, made, kept);
  } finally {
    folder.remove();
  }
}

const USER = { type: 'object', properties: { id: { type: 'integer' }, username: { type: 'string' } } };

test('answers that stand as default or in ranges become those that are judged, and a success that is missing is asked for', async () => {
  const paths = {
    '/users': {
      post: { operationId: 'add', requestBody: { content: schema('User') }, responses: { default: answer('User') } },
    },
    '/users/{username}': {
      get: { operationId: 'read', parameters: at('username'), responses: { '2XX': answer('User'), '404': answer() } },
      delete: { operationId: 'remove', parameters: at('username'), responses: { '404': answer(), default: answer() } },
    },
  };
  await written(
    { paths, schemas: { User: { ...USER, 'x-model': 'User' } } },
    'remove',
    (profile, { questions }, kept) => {
      expect(Object.keys(kept['/users']?.['post']?.responses ?? {})).toEqual(['200']);
      expect(Object.keys(kept['/users/{username}']?.['get']?.responses ?? {})).toEqual(['200', '404']);
      const statuses = ['200', '400', '401', '403', '404', '409', '415', '422', '429', '500'];
      expect(Object.keys(kept['/users/{username}']?.['delete']?.responses ?? {})).toEqual(statuses);
      const asked = questions.join('\n');
      for (const question of ['The document has no success.', 'The document has `default`', 'How does a caller prove'])
        expect(asked).toContain(question);
      // The name is the caller's, and the id that the target makes is not what the deletion names.
      expect(profile.users.chosenBy).toBe('caller');
      expect(profile.users.create).toEqual([{ operation: 'add', body: { username: '{user}' } }]);
    },
  );
});

test('a creation at another path is found by what it answers, keys that are needed together and hosts are named', async () => {
  const security = [{ key: [], token: [] }];
  const paths = {
    '/invite': { post: { responses: { 200: answer('User') }, security: [{ key: [] }] } },
    '/admin/users/{userId}': {
      get: { parameters: at('userId'), responses: { 200: answer('User'), 404: answer('Problem') }, security },
      delete: { parameters: at('userId'), responses: { 200: answer('User'), 404: answer('Problem') }, security },
    },
  };
  const document = {
    paths,
    servers: [
      { url: 'https://{project}.given.example/v1', variables: { project: { default: 'abc' } } },
      { url: '/v2' },
    ],
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'apikey' },
      token: { type: 'http', scheme: 'bearer' },
    },
    schemas: { User: USER, Problem: { type: 'object', properties: { code: { type: 'string' } } } },
  };
  await written(document, 'DELETE /admin/users/{userId}', (profile, { questions }) => {
    expect(profile.auth).toEqual({ scheme: 'bearer' });
    expect(questions.join('\n')).toContain('A call needs key and token together');
    expect(profile.hosts.production).toEqual(['abc.given.example']);
    expect(profile.users.create.map(({ operation, id }) => [operation, id])).toEqual([['postInvite', '/id']]);
  });
});

test('schemas that lead back to themselves are cut, nullable and referred parameters read', async () => {
  const Person = {
    type: 'object',
    properties: { id: { type: 'string', nullable: true }, manager: { $ref: '#/components/schemas/Person' } },
  };
  const paths = {
    '/people/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      get: { operationId: 'read', responses: { '200': answer('Person'), '404': answer() } },
      delete: { operationId: 'remove', responses: { '204': answer(), '404': answer() } },
    },
  };
  const components = { schemas: { Person }, parameters: { Id: { ...at('id')[0], schema: { type: 'integer' } } } };
  await written({ paths, components }, 'remove', (profile) => {
    expect(profile.deletion.ids).toEqual({ path: 'id' });
    expect(profile.users.ids.unknown).toBe('{digits:15}');
  });
});

test('a document of another kind is refused by its name', async () => {
  const folder = ownTemporaryFolder();
  const openapi = join(folder.path, 'old.yaml');
  const refused = (text: string) => {
    writeFileSync(openapi, text);
    return init({ openapi, operation: 'x', name: 'old', folder: folder.path });
  };
  await expect(refused('swagger: "2.0"\npaths: {}\n')).rejects.toThrow(
    'old.yaml is no OpenAPI 3.0 or 3.1 document but Swagger 2.0',
  );
  await expect(refused('openapi: 2.9.0\npaths: {}\n')).rejects.toThrow('but of version 2.9.0');
  folder.remove();
});
