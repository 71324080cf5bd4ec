import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type CaseContract, type CaseOptions, generateCases } from '../../../src/contract/cases/index.ts';
import type { UnsignedRequest, RequestCase } from '../../../src/contract/cases/types.ts';
import type { Dialect, Operation, Schema } from '../../../src/contract/types.ts';

/** A deletion operation with this request schema. */
export function operationOf(schema: Schema, required = true): Operation {
  return {
    id: 'deleteUser',
    method: 'POST',
    path: '/users/deletions',
    reconstructed: false,
    encrypted: { request: false, response: false },
    requestBody: { required, mediaType: 'application/json', schema },
    responses: new Map(),
  };
}

export function draftOf(body: unknown): UnsignedRequest {
  return {
    method: 'POST',
    path: '/users/deletions',
    headers: [
      ['Accept', 'application/json'],
      ['content-type', 'application/json'],
    ],
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** ajv as it comes, apart from the one that the generator uses. */
export function judge(schema: Schema, dialect: Dialect): (value: unknown) => boolean {
  const ajv = dialect === '3.0' ? new Ajv({ strict: false }) : new Ajv2020({ strict: false });
  const validate = ajv.compile(schema);
  return (value) => validate(value);
}

export function bodyOf(draft: UnsignedRequest): unknown {
  return JSON.parse(String(draft.body));
}

/** An example vendor: its schema, where its ids stand, and a body that names so many ids. */
export interface Example {
  readonly schema: Schema;
  readonly options: CaseOptions & { readonly dialect: Dialect };
  body(ids: number): unknown;
}

/** A contract with these operations. */
export function contractOf(dialect: Dialect, ...operations: Operation[]): CaseContract {
  return { dialect, operations: new Map(operations.map((operation) => [operation.id, operation])) };
}

export function casesOf({ schema, options }: Example): RequestCase[] {
  const operation = operationOf(schema);
  return generateCases(operation, contractOf(options.dialect, operation), options);
}

/** The body that a case makes of the example's own. */
export function made(example: Example, name: string): unknown {
  const found = casesOf(example).find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return bodyOf(found.apply(draftOf(example.body(found.ids))));
}

export const KNOT_ID = 'run-7f3a-user';
export const knot: Example = {
  schema: {
    type: 'object',
    required: ['external_user_id'],
    properties: { external_user_id: { type: 'string', example: 'abc123' } },
  },
  options: { idsAt: '/external_user_id', many: false, seed: 7, dialect: '3.1' },
  body: () => ({ external_user_id: KNOT_ID }),
};

/** Well-formed ids, each another. */
export const uuid = (index: number): string => `3f2b8c4e-9a1d-4c7b-8e6f-${index.toString(16).padStart(12, '0')}`;
export const mastercard: Example = {
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: 500,
    items: { type: 'string', minLength: 36, maxLength: 36, pattern: '^[0-9A-Fa-f-]{36}' },
  },
  options: { idsAt: '', many: true, seed: 7, dialect: '3.0' },
  body: (ids) => Array.from({ length: ids }, (_, index) => uuid(index)),
};

export const NESTED_ID = 'usr_AbCdEf1234';
export const nested: Example = {
  schema: {
    type: 'object',
    required: ['member'],
    additionalProperties: false,
    properties: {
      member: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string', minLength: 8, maxLength: 20, pattern: '^usr_[A-Za-z0-9]+$' } },
      },
      reasons: { type: 'array', minItems: 1, maxItems: 3, uniqueItems: true, items: { type: 'string', maxLength: 10 } },
      priority: { type: 'integer', minimum: 1, exclusiveMaximum: 10 },
      mode: { type: ['string', 'null'], enum: ['soft', 'hard', null] },
    },
  },
  options: { idsAt: '/member/id', many: false, seed: 7, dialect: '3.1' },
  body: () => ({ member: { id: NESTED_ID } }),
};
