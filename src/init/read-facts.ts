import { locationsOf } from '../contract/cases/schema-location.ts';
import { areNumbers, idsPlaceOf, nameOfId, type IdsNotation } from '../contract/ids-place.ts';
import { flat, isSchema, patternOf, typesOf } from '../contract/cases/schema.ts';
import { ConfigurationError } from '../errors.ts';
import { valueAt } from '../contract/json-pointer.ts';
import type { Contract, Operation, Schema } from '../contract/types.ts';
import type { Condition } from '../verdict/types.ts';
import { NO_SUCCESS } from './answers.ts';
import { authOf } from './auth-of-document.ts';
import { documented, type Asked, type Facts } from './facts.ts';

/** Properties that name a user, the likeliest first. */
const NAMES_A_USER = [
  /user.?ids?$/i,
  /(?:customer|member|person|subject|account|profile).?ids?$/i,
  /(?:^|_)ids?$/i,
  /uuid|guid/i,
];

/** Reads what a document states about its deletion, and notes what it does not state. */
export function readFacts({ vendor, contract, operation, auth, document, isToldApart, demanded }: Asked): Facts {
  const questions = new Map<string, string>();
  const { ids, many, most } = idsOf(operation, questions);
  const place = idsPlaceOf({ ids, many }, operation);
  const idKind = kindOf(place.schema);
  const success = [...operation.responses.keys()].filter((status) => status >= 200 && status < 300).sort()[0] ?? 200;
  const answer = operation.responses.get(success)?.schema;
  if (isToldApart)
    questions.set(
      'answers',
      'The document has `default`: which statuses does the deletion answer? openapi.yaml lists some.',
    );
  if (isUnnamed(document, operation, success))
    questions.set('accepted', 'What does an accepted deletion answer? The document has no success.');
  return {
    vendor,
    source: `${contract.title} ${contract.version}, ${operation.method} ${operation.path}`,
    contract,
    operation,
    ids,
    many,
    most,
    idKind,
    chosenBy: chooserOf(operation, contract, { ids, many }, idKind),
    success,
    later: success === 202,
    listed: many && answer ? listOf(answer) : undefined,
    notFound: notFoundOf(operation, questions),
    badRequest: documented(operation, 400, 422),
    unauthorised: documented(operation, 401, 403),
    ...errorsOf(operation, questions),
    auth: auth ?? authOf(operation, { document, demanded }, questions),
    questions,
  };
}

/** Whether the success of an operation is none of the document's. */
function isUnnamed(document: Asked['document'], { path, method }: Operation, success: number): boolean {
  const at = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}/responses/${success}`;
  return valueAt(document, `${at}/description`) === NO_SUCCESS;
}

function kindOf(schema: Schema): Facts['idKind'] {
  const { format, pattern } = flat(schema);
  if (areNumbers({ schema })) return 'number';
  if (format === 'uuid' || (typeof pattern === 'string' && /36|\{8\}/.test(pattern))) return 'uuid';
  return patternOf(schema) ? 'pattern' : 'free';
}

/** Where the ids are: in the path, in the body, or in the query. */
function idsOf(operation: Operation, questions: Map<string, string>): Pick<Facts, 'ids' | 'many' | 'most'> {
  const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path');
  const [last] = inPath.slice(-1);
  if (last) {
    if (inPath.length > 1)
      questions.set('ids', `Is {${last.name}} the user, and what are the other parameters of the path?`);
    return { ids: { path: last.name }, many: false, most: undefined };
  }
  const found = operation.requestBody && inBody(operation.requestBody.schema);
  if (found) {
    if (!found.isSure) questions.set('ids', `Does ${found.ids} name the user?`);
    return found;
  }
  const query = (operation.parameters ?? []).filter((one) => one.in === 'query');
  const parameter = likeliest(query, ({ name }) => name);
  if (!parameter)
    throw new ConfigurationError(
      `${operation.method} ${operation.path} names no user: add the parameter of its path or query, or the property of its JSON or form body, that holds the id to the document.`,
    );
  questions.set('ids', 'Where does a request name the user?');
  return { ids: { query: parameter.name }, many: false, most: undefined };
}

/** The likeliest place of an id in a body: a text or number, alone or in a list. */
function inBody(schema: Schema): (Pick<Facts, 'many' | 'most'> & { ids: string; isSure: boolean }) | undefined {
  const all = locationsOf(schema);
  const scalars = all.filter(({ pointer, schema: one }) => {
    const types = typesOf(flat(one));
    return pointer.split('/-').length < 3 && !types.includes('object') && !types.includes('array');
  });
  // `/member/id` is a member id.
  const nameOf = ({ pointer }: { readonly pointer: string }): string =>
    pointer
      .split('/')
      .filter((step) => step !== '-' && step !== '')
      .slice(-2)
      .join('_');
  const chosen = likeliest(scalars, nameOf);
  if (!chosen) return undefined;
  const { pointer } = chosen;
  const list = pointer.includes('/-')
    ? all.find((one) => one.pointer === pointer.slice(0, pointer.indexOf('/-')))
    : undefined;
  const isSure = pointer === '/-' || NAMES_A_USER.some((pattern) => pattern.test(nameOf(chosen)));
  return {
    ids: pointer.endsWith('/-') ? pointer.slice(0, -2) : pointer,
    many: list !== undefined,
    most: list && numberAt(flat(list.schema), 'maxItems'),
    isSure,
  };
}

function likeliest<T>(all: readonly T[], nameOf: (one: T) => string): T | undefined {
  return NAMES_A_USER.flatMap((pattern) => all.filter((one) => pattern.test(nameOf(one))))[0] ?? all[0];
}

const numberAt = (schema: Schema, keyword: string): number | undefined => {
  const { [keyword]: value } = schema;
  return typeof value === 'number' ? value : undefined;
};

/** The list of ids in an answer: the answer itself, or its first list of texts. */
function listOf(schema: Schema): string | undefined {
  const answer = flat(schema);
  if (typesOf(answer).includes('array')) return '';
  const found = Object.entries(answer['properties'] ?? {}).find(
    ([, one]) => isSchema(one) && typesOf(flat(one)).includes('array'),
  );
  return found && `/${found[0]}`;
}

/** Who gives a user its id: the target, where another call answers with it or its form is not for callers to choose. */
function chooserOf(
  operation: Operation,
  { operations }: Contract,
  place: IdsNotation,
  idKind: Facts['idKind'],
): Facts['chosenBy'] {
  const posts = [...operations.values()].filter((one) => one !== operation && one.method === 'POST');
  const name = nameOfId(idsPlaceOf(place, operation));
  if (idKind === 'free' && posts.some((one) => takesId(one, name))) return 'caller';
  const creates = posts.some((one) => idInAnswer(one, operations, name) !== undefined);
  return idKind !== 'free' || creates ? 'server' : 'caller';
}

/** Whether the body of a call names the user as the deletion does, by a name that the target would not make: `username`. */
export function takesId({ requestBody }: Operation, name: string): boolean {
  if (!requestBody || /(?:^|_)id$|Id$/.test(name)) return false;
  return Object.keys(flat(requestBody.schema)['properties'] ?? {}).includes(name);
}

/**
 * JSON Pointer to an id in the answer of a call that creates something: a user's, or what a path is filled with.
 * @param wanted what the deletion calls it
 */
export function idInAnswer(
  { responses }: Operation,
  operations: Contract['operations'],
  wanted: string,
): string | undefined {
  const schema = responses.get(201)?.schema ?? responses.get(200)?.schema;
  if (!schema) return undefined;
  const inPaths = [...operations.values()].flatMap(({ parameters = [] }) =>
    parameters.filter((one) => one.in === 'path').map(({ name }) => name),
  );
  const names = Object.keys(flat(schema)['properties'] ?? {}).filter(
    (name) => inPaths.includes(name) || NAMES_A_USER.some((pattern) => pattern.test(name)),
  );
  const found = names.includes(wanted) ? wanted : likeliest(names, (name) => name);
  return found && `/${found}`;
}

/** JSONPath to the ids in an answer that lists users. */
export function idsInList({ method, path, responses }: Operation): string | undefined {
  if (method !== 'GET' || path.includes('{')) return undefined;
  const answer = flat(responses.get(200)?.schema ?? {});
  const lists: [string, unknown][] = [
    ['$', answer],
    ...Object.entries(answer['properties'] ?? {}).map(([name, one]): [string, unknown] => [`$.${name}`, one]),
  ];
  return lists
    .flatMap(([at, schema]) => {
      const items = isSchema(schema) ? flat(schema)['items'] : undefined;
      const names = isSchema(items) ? Object.keys(flat(items)['properties'] ?? {}) : [];
      const id = names.find((name) => /(?:^|_)id$/i.test(name));
      return id === undefined ? [] : [`${at}[*].${id}`];
    })
    .at(0);
}

function notFoundOf({ responses }: Operation, questions: Map<string, string>): Condition {
  const [status] = [404, 410, 400, 422].filter((one) => responses.has(one));
  if (status !== 404)
    questions.set('notFound', 'What does the deletion answer for an id that nobody has? The document has no 404.');
  return { status: status ?? 404 };
}

/** Where an error's code, type and text stand, by the names of its properties. */
function errorsOf({ responses }: Operation, questions: Map<string, string>): Pick<Facts, 'errors' | 'promised'> {
  const schema = [400, 401, 403, 404, 422]
    .map((status) => responses.get(status)?.schema)
    .find((one) => one !== undefined);
  const places = schema ? leaves(flat(schema), '') : [];
  const find = (pattern: RegExp): string | undefined => places.find(({ at }) => pattern.test(at))?.at;
  const code = find(/(?:error_?code|reason_?code|\/code)$/i) ?? find(/\/error$|\/title$/i);
  if (code === undefined) questions.set('errors', 'Where in an error is its code?');
  const [type, text] = [find(/(?:error_?type|\/type)$/i), find(/(?:message|description|detail)$/i)];
  return {
    errors: { code: code ?? '/code', ...(type === undefined ? {} : { type }), ...(text === undefined ? {} : { text }) },
    promised: places.filter(({ isRequired }) => isRequired).map(({ at }) => at),
  };
}

const DEEPEST = 4;

interface Leaf {
  /** JSON Pointer; of a list any element, `*`. */
  readonly at: string;
  readonly isRequired: boolean;
}

/** What is no object, in the order of the schema. */
function leaves(schema: Schema, at: string, depth = 0, isRequired = true): Leaf[] {
  if (depth > DEEPEST) return [];
  const { properties, items, required = [] } = schema;
  if (isSchema(items)) return leaves(flat(items), `${at}/*`, depth + 1, isRequired);
  if (!isSchema(properties)) return [{ at, isRequired }];
  return Object.entries(properties).flatMap(([name, one]) =>
    isSchema(one)
      ? leaves(flat(one), `${at}/${name}`, depth + 1, isRequired && (required as string[]).includes(name))
      : [],
  );
}
