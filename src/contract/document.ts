import type { OpenAPIV3 } from 'openapi-types';
import { createHash } from 'node:crypto';
import { $RefParser } from '@apidevtools/json-schema-ref-parser';
import { parseDocument } from 'yaml';
import { isJsonType, parseMediaType } from '../http/media-type.ts';
import { withoutData } from './literal-data.ts';
import { applyActions, OverlayError } from './overlay.ts';
import type { Action } from './overlay.ts';
import { readParameters } from './parameters.ts';
import { schemaMistake } from './schema-mistakes.ts';
import { readSecurity } from './security.ts';
import type { Content, Contract, Dialect, DocumentedResponse, Operation } from './types.ts';

/** A contract that cannot be read. The message is one sentence: the file, the place, and what to do about it. */
export class ContractError extends Error {
  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'ContractError';
  }
}

export interface ContractSource {
  /** Name of the file as a reader should see it, e.g. `specs/knot/openapi.yaml`. It is not opened. */
  readonly file: string;
  /** The OpenAPI 3.0 or 3.1 document, YAML or JSON. */
  readonly text: string;
  /** Corrections, applied in order before anything is read; those without actions only report a mistake. */
  readonly errata: readonly { readonly id: string; readonly actions?: readonly Action[] | undefined }[];
}

type Json = Readonly<Record<string, unknown>>;

const METHODS: readonly `${OpenAPIV3.HttpMethods}`[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
];

/**
 * Reads an OpenAPI document into the operations that the engine works with: errata applied, local references replaced
 * by what they name. It opens neither a file nor a connection, whatever the document refers to.
 * @throws ContractError when the document is not YAML, not OpenAPI 3.0 or 3.1, does not state where it was published,
 * refers to other documents or to itself in a circle, has an erratum that does not apply, an invalid schema, or an
 * operation that could not be named or judged.
 */
export async function readContract({ file, text, errata }: ContractSource): Promise<Contract> {
  const fail: Fail = (problem) => {
    throw new ContractError(file, problem);
  };
  const document = await dereference(correct(parseYaml(text, fail), errata, fail), fail);
  const info = object(document['info']);
  const published = object(info['x-published']);
  const fact = (name: string): string => {
    const value = published[name];
    if (typeof value === 'string' && value !== '') return value;
    return fail(
      `info.x-published.${name} is missing; it records the published document: title, version, source, sha256`,
    );
  };
  const dialect = dialectOf(document['openapi'], fail);
  const operations = readOperations(document, fail);
  const mistake = schemaMistake(operations.values(), dialect);
  if (mistake !== undefined) return fail(mistake);
  return {
    title: fact('title'),
    version: fact('version'),
    source: fact('source'),
    publishedSha256: fact('sha256'),
    sha256: createHash('sha256').update(text).digest('hex'),
    dialect,
    operations,
  };
}

/** Ends the reading with a ContractError. */
type Fail = (problem: string) => never;

function parseYaml(text: string, fail: Fail): unknown {
  const yaml = parseDocument(text);
  const [error] = yaml.errors;
  if (error) return fail(`is not YAML: ${error.message.split('\n', 1)[0]}`);
  try {
    // As JSON, in which nothing is shared: an anchor that holds itself ends here.
    return JSON.parse(JSON.stringify(yaml.toJS()));
  } catch (error) {
    return fail(`is not YAML that JSON can hold: ${(error as Error).message.split('\n', 1)[0]}`);
  }
}

function correct(document: unknown, errata: ContractSource['errata'], fail: Fail): Json {
  if (!isObject(document)) return fail('is not an OpenAPI document: an object was expected at the top');
  return errata.reduce<unknown>((current, { id, actions = [] }) => {
    try {
      return applyActions(current, actions);
    } catch (error) {
      if (error instanceof OverlayError) return fail(`the erratum "${id}" does not apply: its ${error.message}`);
      throw error;
    }
  }, document) as Json;
}

async function dereference(given: Json, fail: Fail): Promise<Json> {
  const { document, restore } = withoutData(given);
  const foreign = references(document).find((reference) => !reference.startsWith('#'));
  if (foreign !== undefined) return fail(`refers to another document (${foreign}); copy what it names into this one`);
  try {
    // One parser for each document: it keeps what it resolved.
    const dereferenced = (await new $RefParser().dereference(document as object, {
      resolve: { external: false },
      dereference: { circular: false },
    })) as Json;
    restore(dereferenced);
    return dereferenced;
  } catch (error) {
    const { message } = error as Error;
    // The library's sentence carries a path of this machine; what follows the # is the place.
    if (error instanceof ReferenceError) return fail(`refers to itself in a circle at ${/#.*$/.exec(message)?.[0]}`);
    return fail(`has a reference to something that does not exist: ${message}`);
  }
}

/** Every `$ref` in a document. */
function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
}

function dialectOf(version: unknown, fail: Fail): Dialect {
  const dialect = typeof version === 'string' ? /^(3\.[01])\.\d+$/.exec(version)?.[1] : undefined;
  return (dialect as Dialect | undefined) ?? fail('its "openapi" property must be a version 3.0.x or 3.1.x, in quotes');
}

function readOperations(document: Json, fail: Fail): ReadonlyMap<string, Operation> {
  const operations = new Map<string, Operation>();
  for (const [path, item] of Object.entries(object(document['paths']))) {
    for (const method of METHODS) {
      const definition = object(item)[method];
      if (!isObject(definition)) continue;
      const parameters = readParameters(definition['parameters'], object(item)['parameters']);
      const security = readSecurity(document, definition);
      const operation = { ...readOperation(method.toUpperCase(), path, definition, fail), parameters, security };
      const namesake = operations.get(operation.id);
      if (namesake) {
        fail(
          `the operationId "${operation.id}" is at ${namesake.method} ${namesake.path} and at ${operation.method} ${path}`,
        );
      }
      operations.set(operation.id, operation);
    }
  }
  if (operations.size === 0) fail('has no operations: "paths" is empty');
  return operations;
}

function readOperation(method: string, path: string, definition: Json, fail: Fail): Operation {
  const id = definition['operationId'];
  if (typeof id !== 'string' || id === '') {
    return fail(`${method} ${path} has no operationId; give it one, profiles name operations by it`);
  }
  const body = definition['requestBody'];
  const content = readContent(`${method} ${path}`, object(body)['content'], fail);
  if (body !== undefined && !content) return fail(`${method} ${path}: its requestBody has no content`);
  return {
    id,
    method,
    path,
    reconstructed: definition['x-reconstructed'] === true,
    encrypted: {
      request: definition['x-encrypted-request'] === true,
      response: definition['x-encrypted-response'] === true,
    },
    ...(content && {
      requestBody: { ...content, schema: content.schema ?? {}, required: object(body)['required'] === true },
    }),
    responses: readResponses(`${method} ${path}`, object(definition['responses']), fail),
  };
}

function readResponses(where: string, definitions: Json, fail: Fail): ReadonlyMap<number, DocumentedResponse> {
  const responses = new Map<number, DocumentedResponse>();
  for (const [status, definition] of Object.entries(definitions)) {
    if (!/^[1-5]\d\d$/.test(status)) {
      fail(`${where} documents the response "${status}"; list its status codes one by one, they are judged one by one`);
    }
    const { content, headers } = object(definition);
    const names = Object.keys(object(headers));
    responses.set(Number(status), {
      ...readContent(where, content, fail),
      ...(names.length > 0 && { headers: names }),
    });
  }
  if (responses.size === 0) fail(`${where} documents no responses`);
  return responses;
}

/** The JSON content where there is any, else the first, and next to it whatever else is documented. */
function readContent(where: string, contents: unknown, fail: Fail): (Content & DocumentedResponse) | undefined {
  const all = Object.entries(object(contents)).map(([mediaType, definition]): Content => {
    if (!parseMediaType(mediaType)) fail(`${where} documents the media type "${mediaType}"; write type/subtype`);
    const { schema } = object(definition);
    // OpenAPI 3.1 allows the boolean schemas; true and {} are the same schema.
    return { mediaType, ...(schema !== undefined && { schema: schema === false ? { not: {} } : object(schema) }) };
  });
  const isJson = ({ mediaType }: Content): boolean => isJsonType(parseMediaType(mediaType) ?? NO_TYPE);
  const first = all.find(isJson) ?? all[0];
  if (!first) return undefined;
  const alternatives = all.filter((one) => one !== first);
  return { ...first, ...(alternatives.length > 0 && { alternatives }) };
}

const NO_TYPE = { type: '', parameters: {} };

/** The value where it is an object, else an empty one: what is absent and what is malformed read alike. */
function object(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
