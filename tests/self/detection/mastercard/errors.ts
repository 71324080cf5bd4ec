import { invalidParameter } from '../../../../src/sandbox/mastercard/errors.ts';
import type { WireResponse } from '../../../../src/http/types.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, isDeletion, page, withBytes, withHeader, withJson } from '../wire.ts';
import { errorOf, steps, type Wrong } from './tools.ts';

const C400 = 'refused-deletion-keeps-the-contract';
const C404 = 'not-found-deletion-keeps-the-contract';
const C415 = 'unsupported-deletion-keeps-the-contract';
const UNKNOWN = 'unknown-user-is-answered';
const LENGTH = 'id-of-wrong-length-is-refused';
const REQUIREMENTS = [
  UNKNOWN,
  LENGTH,
  'other-media-type-is-refused',
  'error-source-is-documented',
  'illegal-character-is-refused',
  'empty-list-is-refused',
  'well-formed-id-is-not-refused',
  'capitals-are-not-refused',
  'unusable-body-is-refused',
  'five-hundred-and-one-ids-are-refused',
  'missing-ids-are-refused',
];

/** Refuses what is to be refused, in another form. */
export const ERRORS: readonly Wrong[] = [
  unknown(
    'unknown-400',
    'An unknown id is answered 400 as if it were malformed.',
    fails(UNKNOWN, 'well-formed-id-is-not-refused', 'capitals-are-not-refused'),
    () => invalidParameter('unknown'),
  ),
  unknown('unknown-410', 'An unknown id is answered 410.', fails(UNKNOWN, 'deletion-has-no-undocumented-status'), () =>
    errorOf(410, 'USER_NOT_FOUND'),
  ),
  unknown('unknown-409', 'An unknown id is answered 409.', fails(UNKNOWN), () => errorOf(409, 'USER_NOT_FOUND')),
  unknown('unknown-500', 'An unknown id crashes the server.', fails(UNKNOWN), () => ({ status: 500, body: {} })),
  unknown('unknown-200', 'An unknown id is answered 200.', fails(UNKNOWN), () => ({ status: 200, body: [] })),
  unknown('unknown-422', 'An unknown id is answered 422.', fails(UNKNOWN), () => errorOf(422, 'USER_NOT_FOUND')),
  unknown('unknown-code', 'An unknown id has the code ISSUER_NOT_FOUND.', warns(UNKNOWN), () =>
    errorOf(404, 'ISSUER_NOT_FOUND'),
  ),
  unknown('unknown-in-small-letters', 'An unknown id has the code user_not_found.', warns(UNKNOWN), () =>
    errorOf(404, 'user_not_found'),
  ),
  unknown('unknown-as-message', 'An unknown id is answered 404 with a message.', fails(C404), () => ({
    status: 404,
    body: { message: 'Not Found' },
  })),
  ...properties(),
  every('error-is-an-object', 'Error is an object, no array.', fails(C404, C400), (body) => ({
    Errors: { Error: body.Errors.Error[0] },
  })),
  every('errors-is-a-list', 'Errors is a list.', fails(C404, C400), (body) => ({ Errors: body.Errors.Error })),
  every(
    'small-letters',
    'Properties of an error are written in small letters, as on a page of the sibling.',
    fails(C404, C400),
    ({
      Errors: {
        Error: [error],
      },
    }) => ({
      errors: {
        error: [Object.fromEntries(Object.entries(error ?? {}).map(([name, value]) => [name.toLowerCase(), value]))],
      },
    }),
  ),
  every('flat', 'An error has no wrapper.', fails(C404, C400), (body) => body.Errors.Error[0]),
  status('not-found-page', '404 is a page for people.', fails(C404), 404, () => page(404, 'Not Found')),
  status('not-found-labelled-text', '404 is labelled text/plain.', fails(C404), 404, (usual) =>
    withHeader(usual, 'content-type', 'text/plain'),
  ),
  status('not-found-unlabelled', '404 is not labelled.', warns(C404), 404, (usual) =>
    withHeader(usual, 'content-type', undefined),
  ),
  status('refused-empty', '400 has no body.', fails(C400, LENGTH), 400, (usual) => withBytes(usual, '')),
  status('refused-page', '400 is a page for people.', fails(C400, LENGTH), 400, () => page(400, 'Bad Request')),
  status('refused-bom', '400 begins with a byte order mark.', warns(C400), 400, (usual) =>
    withBytes(usual, `\uFEFF${usual.body.toString()}`),
  ),
  status(
    'refused-as-422',
    'Every refusal for its content is answered 422.',
    fails(LENGTH, 'illegal-character-is-refused', 'empty-list-is-refused', 'five-hundred-and-one-ids-are-refused'),
    400,
    (usual) => ({ ...usual, status: 422 }),
  ),
  status('unsupported-page', '415 is a page for people.', fails(C415), 415, () => page(415, 'Unsupported Media Type')),
  status('unsupported-message', '415 has the body of its framework.', fails(C415), 415, () =>
    answer(415, { timestamp: '2026-01-01', status: 415, error: 'Unsupported Media Type' }),
  ),
  status(
    'unsupported-as-400',
    'Other media types are answered 400.',
    fails('other-media-type-is-refused'),
    415,
    (usual) => ({ ...usual, status: 400 }),
  ),
  status('unsupported-code', '415 has the code UNSUPPORTED.', warns('other-media-type-is-refused'), 415, (usual) =>
    edited(usual, (error) => ({ ...error, ReasonCode: 'UNSUPPORTED' })),
  ),
  status('length-code', '400 for a malformed id has the code INVALID_USER_ID.', fails(LENGTH), 400, (usual) =>
    edited(usual, (error) => ({ ...error, ReasonCode: 'INVALID_USER_ID' })),
  ),
  broken(
    'pattern-code',
    '400 for an illegal character has the code INVALID_USER_ID.',
    warns('illegal-character-is-refused'),
    altered(
      (request, response) => deletionsWith(400)(request, response) && /[g-z]/i.test(request.body?.toString() ?? ''),
      (usual) => edited(usual, (error) => ({ ...error, ReasonCode: 'INVALID_USER_ID' })),
    ),
    { requirements: REQUIREMENTS },
  ),
  broken(
    'broken-json-as-page',
    'Broken JSON is answered 400 with a page for people.',
    fails(C400),
    altered(
      (request, response) => deletionsWith(400)(request, response) && /[^\]]$/.test(request.body?.toString() ?? ''),
      () => page(400, 'Bad Request'),
    ),
    { requirements: REQUIREMENTS },
  ),
  broken(
    'capitals-refused',
    'Ids in capitals are malformed to it.',
    fails('capitals-are-not-refused'),
    altered(
      (request) => isDeletion(request) && /[A-F]/.test(request.body?.toString() ?? ''),
      () => answer(400, invalidParameter('case').body),
    ),
    { requirements: REQUIREMENTS },
  ),
];

interface Body {
  readonly Errors: { readonly Error: readonly Record<string, unknown>[] };
}

function edited(usual: WireResponse, edit: (error: Record<string, unknown>) => object): WireResponse {
  return withJson(usual, ({ Errors }: Body) => ({ Errors: { Error: Errors.Error.map(edit) } }));
}

function unknown(id: string, does: string, primary: Primary, reply: () => ReturnType<typeof errorOf>): Wrong {
  const change = steps({
    answerUnknownUser: (call) => (call.operation === 'deletion' ? reply() : errorOf(404, 'USER_NOT_FOUND')),
  });
  return broken(id, does, primary, change, { requirements: REQUIREMENTS });
}

function status(
  id: string,
  does: string,
  primary: Primary,
  code: number,
  edit: (usual: WireResponse) => WireResponse,
): Wrong {
  return broken(id, does, primary, altered(deletionsWith(code), edit), { requirements: REQUIREMENTS });
}

function every(id: string, does: string, primary: Primary, edit: (body: Body) => unknown): Wrong {
  return broken(
    id,
    does,
    primary,
    altered(deletionsWith(400, 404, 415), (usual) => withJson(usual, edit)),
    { requirements: REQUIREMENTS },
  );
}

/** One property wrong in every error of the service. A16: what the schema says is a MUST for these. */
function properties(): Wrong[] {
  const wrong: [string, string, object, Primary][] = [
    ['no-source', 'Source is missing.', { Source: undefined }, fails(C404, C400)],
    ['no-code', 'ReasonCode is missing.', { ReasonCode: undefined }, fails(C404, C400)],
    ['no-description', 'Description is missing.', { Description: undefined }, fails(C404, C400)],
    ['no-recoverable', 'Recoverable is missing.', { Recoverable: undefined }, fails(C404, C400)],
    ['recoverable-is-text', 'Recoverable is the text "false".', { Recoverable: 'false' }, fails(C404, C400)],
    ['details-null', 'Details are null, as those of the gateway.', { Details: null }, fails(C404, C400)],
    [
      'short-description',
      'Description has nine characters, as that of the gateway.',
      { Description: 'Not Found' },
      fails(C404, C400),
    ],
    ['code-is-a-number', 'ReasonCode is a number.', { ReasonCode: 40401 }, fails(C404, C400)],
    [
      'other-source',
      'Source is a spelling that nobody documents.',
      { Source: 'CCE-BACKEND' },
      warns('error-source-is-documented'),
    ],
    ['empty-source', 'Source is empty.', { Source: '' }, fails(C404, C400)],
  ];
  return wrong.map(([id, does, change, primary]) =>
    every(id, does, primary, ({ Errors }) => ({
      Errors: { Error: Errors.Error.map((one) => ({ ...one, ...change })) },
    })),
  );
}
