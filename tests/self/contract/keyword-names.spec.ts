import { expect, test } from '@playwright/test';
import { generateCases } from '../../../src/contract/cases/index.ts';
import { readContract } from '../../../src/contract/document.ts';
import type { Contract, Dialect } from '../../../src/contract/types.ts';
import { compileSchema } from '../../../src/contract/validator.ts';
import { bodyOf, draftOf } from './cases-support.ts';

// A property may be named as a keyword is, and data may look like a schema: neither changes what a contract says.

const NAMES = `$defs $ref additionalProperties allOf anyOf const content default definitions dependencies
  discriminator enum example examples exclusiveMinimum format items maximum minimum not nullable oneOf pattern
  properties required responses schema title type value x-name`.split(/\s+/);

/** A contract whose one operation takes, and answers with, this schema. */
async function contractOf(schema: unknown, dialect: Dialect, further: object = {}): Promise<Contract> {
  const content = { 'application/json': { schema, ...further } };
  const document = {
    openapi: `${dialect}.0`,
    info: { 'x-published': { title: 'T', version: '1', source: 'https://vendor.example', sha256: '0' } },
    paths: {
      '/users': {
        post: {
          operationId: 'remove',
          requestBody: { required: true, content },
          responses: { '200': { description: 'done', content } },
        },
      },
    },
    components: { schemas: { Text: { type: 'string', minLength: 3 } } },
  };
  return readContract({ file: 'openapi.yaml', text: JSON.stringify(document), errata: [] });
}

/** An object schema with an id and a property of that name. */
const withProperty = (name: string, schema: unknown) => ({
  type: 'object',
  required: ['id', name],
  properties: { id: { type: 'string' }, [name]: schema },
});

for (const name of NAMES) {
  test(`a property named ${name} is a property like any other`, async () => {
    const { operations } = await contractOf(withProperty(name, { $ref: '#/components/schemas/Text' }), '3.1');
    const keeps = compileSchema(operations.get('remove')!.responses.get(200)!.schema!, '3.1');
    expect(keeps({ id: 'a', [name]: 'abc' })).toEqual([]);
    expect(keeps({ id: 'a', [name]: 'ab' })).toHaveLength(1);
    expect(keeps({ id: 'a' })).toHaveLength(1);
  });

  test(`in OpenAPI 3.0 the schema of a property named ${name} is translated, and its cases are made`, async () => {
    const number = { type: 'integer', minimum: 1, exclusiveMinimum: true, nullable: true };
    const contract = await contractOf(withProperty(name, number), '3.0');
    const operation = contract.operations.get('remove')!;
    const keeps = compileSchema(operation.responses.get(200)!.schema!, '3.0');
    expect([1, 2, null].map((value) => keeps({ id: 'a', [name]: value }).length)).toEqual([1, 0, 0]);

    const cases = generateCases(operation, contract, { idsAt: '/id', many: false, seed: 1 });
    const place = `/${name}`;
    const sent = (family: string): unknown => {
      const found = cases.find((one) => one.name === `${family}:${place}`);
      const body = found && bodyOf(found.apply(draftOf({ id: 'a', [name]: 5 })));
      return [found?.conforms, (body as Record<string, unknown> | undefined)?.[name]];
    };
    expect(sent('member-missing')).toEqual([false, undefined]);
    // The flag makes the bound exclusive: it is out of bounds itself.
    expect(sent('below-minimum')).toEqual([false, 1]);
    expect(sent('member-null')).toEqual([true, null]);
  });
}

for (const dialect of ['3.0', '3.1'] as const)
  test(`data that looks like a schema or a reference stays data (${dialect})`, async () => {
    const data = {
      $ref: 'https://elsewhere.example/a.yaml#/b',
      nullable: true,
      type: 'string',
      minimum: 1,
      exclusiveMinimum: true,
      'x-data': { format: 'of-nobody' },
    };
    const fixed = dialect === '3.0' ? { enum: [data] } : { const: data };
    const schema = {
      type: 'object',
      properties: { id: { type: 'string' }, kind: fixed },
      default: data,
      example: data,
    };
    const { operations } = await contractOf(schema, dialect, { examples: { one: { value: data } } });
    const read = operations.get('remove')!.responses.get(200)!.schema!;
    expect(read).toEqual(schema);
    const keeps = compileSchema(read, dialect);
    expect(keeps({ kind: data })).toEqual([]);
    expect(keeps({ kind: { ...data, minimum: 2 } })).toHaveLength(1);
  });

test('an Example Object may be a reference, and its name may be that of a keyword', async () => {
  const examples = { value: { $ref: '#/nowhere' } };
  await expect(contractOf({ type: 'string' }, '3.1', { examples })).rejects.toThrow(
    'has a reference to something that does not exist',
  );
});
