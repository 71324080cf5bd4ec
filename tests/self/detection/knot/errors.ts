import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, instead, isDeletion, page, withBytes, withHeader, withJson } from '../wire.ts';
import type { WireRequest, WireResponse } from '../../../../src/http/types.ts';
import { steps, unknownAs, type Wrong } from './tools.ts';

const CONTRACT = 'refused-deletion-keeps-the-contract';
const UNKNOWN = 'unknown-user-is-refused';

/** Refuses what is to be refused, in another form. */
export const ERRORS: readonly Wrong[] = [
  unknown(
    'unknown-404',
    'An unknown user is answered 404.',
    fails(UNKNOWN, 'deletion-has-no-undocumented-status'),
    404,
  ),
  unknown('unknown-410', 'An unknown user is answered 410.', fails(UNKNOWN), 410),
  unknown('unknown-422', 'An unknown user is answered 422.', fails(UNKNOWN), 422),
  unknown('unknown-409', 'An unknown user is answered 409.', fails(UNKNOWN), 409),
  broken(
    'unknown-200',
    'An unknown user is answered like one who was deleted.',
    fails(UNKNOWN),
    unknownAs(() => ({ status: 200, body: { message: 'Success' } })),
  ),
  broken(
    'unknown-500',
    'An unknown user crashes the server.',
    fails(UNKNOWN),
    instead(
      (request) => isDeletion(request) && /nobody-[^"]*"}$/.test(request.body?.toString() ?? ''),
      () => answer(500, { message: 'Server Error' }),
    ),
  ),
  unknown('unknown-as-invalid', 'An unknown user is answered with INVALID_FIELD.', fails(UNKNOWN), 400, {
    error_code: 'INVALID_FIELD',
  }),
  unknown('code-in-small-letters', 'The code for an unknown user is user_not_found.', fails(UNKNOWN), 400, {
    error_code: 'user_not_found',
  }),
  unknown('code-misspelt', 'The code for an unknown user is USER_NOTFOUND.', fails(UNKNOWN), 400, {
    error_code: 'USER_NOTFOUND',
  }),
  unknown('no-code', 'The error for an unknown user has no code.', fails(UNKNOWN), 400, { error_code: undefined }),
  unknown('code-null', 'The code for an unknown user is null.', fails(UNKNOWN, CONTRACT), 400, { error_code: null }),
  unknown('code-list', 'The code for an unknown user is a list of codes.', fails(UNKNOWN, CONTRACT), 400, {
    error_code: ['USER_NOT_FOUND'],
  }),
  unknown('no-type', 'The error for an unknown user has no type.', warns(UNKNOWN, 'errors-are-complete'), 400, {
    error_type: undefined,
  }),
  unknown('other-type', 'The type for an unknown user is INVALID_REQUEST.', warns(UNKNOWN), 400, {
    error_type: 'INVALID_REQUEST',
  }),
  unknown('type-is-a-number', 'The type for an unknown user is a number.', fails(CONTRACT), 400, { error_type: 12 }),
  unknown('no-text', 'The error for an unknown user has no text.', warns('errors-are-complete'), 400, {
    error_message: undefined,
  }),
  unknown('empty-text', 'The text for an unknown user is empty.', warns('errors-are-complete'), 400, {
    error_message: '',
  }),
  unknown('text-is-an-object', 'The text for an unknown user is an object by language.', fails(CONTRACT), 400, {
    error_message: { en: 'Not found.' },
  }),
  every('nested', 'Errors are inside a property named error.', fails(UNKNOWN), (response) =>
    withJson(response, (error) => ({ error })),
  ),
  every('camel-case', 'Properties of an error are named in camel case.', fails(UNKNOWN), (response) =>
    withJson(response, (body: Record<string, unknown>) => ({
      errorType: body['error_type'],
      errorCode: body['error_code'],
      errorMessage: body['error_message'],
    })),
  ),
  every('list', 'Errors come as a list.', fails(UNKNOWN, CONTRACT), (response) =>
    withJson(response, (error) => [error]),
  ),
  every('error-page', 'Errors are pages for people.', fails(UNKNOWN, CONTRACT), () => page(400, 'Bad Request')),
  every('error-empty', 'Errors have no body.', fails(UNKNOWN, CONTRACT), (response) => withBytes(response, '')),
  every('error-labelled-text', 'Errors are labelled text/plain.', fails(CONTRACT), (response) =>
    withHeader(response, 'content-type', 'text/plain'),
  ),
  every('error-labelled-problem', 'Errors are labelled application/problem+json.', fails(CONTRACT), (response) =>
    withHeader(response, 'content-type', 'application/problem+json'),
  ),
  every('error-unlabelled', 'Errors are not labelled.', warns(CONTRACT), (response) =>
    withHeader(response, 'content-type', undefined),
  ),
  every('error-bom', 'Errors begin with a byte order mark.', warns(CONTRACT), (response) =>
    withBytes(response, `\uFEFF${response.body.toString()}`),
  ),
  every('error-trailing', 'A notice of the interpreter follows the errors.', fails(CONTRACT), (response) =>
    withBytes(response, `${response.body.toString()}\nNotice: undefined index`),
  ),
  every('error-as-404', 'Every refusal is answered 404.', fails(UNKNOWN, 'missing-id-is-refused'), (response) => ({
    ...response,
    status: 404,
  })),
  every(
    'error-as-200',
    'Every refusal is answered 200 with the error in the body.',
    fails(UNKNOWN, 'missing-id-is-refused'),
    (response) => ({ ...response, status: 200 }),
  ),
  missing('missing-code', 'A missing id has the code MISSING_FIELD.', fails('missing-id-is-refused'), {
    error_code: 'MISSING_FIELD',
  }),
  missing('missing-as-unknown', 'A missing id is answered as an unknown user.', fails('missing-id-is-refused'), {
    error_type: 'USER_ERROR',
    error_code: 'USER_NOT_FOUND',
  }),
  missing('missing-type', 'A missing id has the type INVALID_INPUT.', warns('missing-id-is-refused'), {
    error_type: 'INVALID_INPUT',
  }),
  missing('missing-no-text', 'The error for a missing id has no text.', warns('missing-id-is-refused'), {
    error_message: undefined,
  }),
  broken(
    'broken-json-crashes-as-page',
    'Broken JSON is answered 500 with a page for people.',
    fails('unusable-body-is-refused', 'server-error-keeps-the-contract'),
    instead(isHalfJson, () => page(500, 'Internal Server Error')),
  ),
  broken(
    'broken-json-as-page',
    'Broken JSON is answered 400 with a page for people.',
    fails(CONTRACT),
    instead(isHalfJson, () => page(400, 'Bad Request')),
  ),
  broken(
    'broken-json-as-message',
    'Broken JSON is answered 400 with an error_message that is a list.',
    fails(CONTRACT),
    instead(isHalfJson, () => answer(400, { error_message: ['Syntax error'] })),
  ),
  broken(
    'null-as-unknown',
    'null is answered as an unknown user.',
    warns('null-as-id-is-refused'),
    steps({
      readDeletion(call) {
        const { external_user_id: id } = call.steps.readProperties(call);
        return id === null ? 'null' : KNOT.readDeletion(call);
      },
    }),
  ),
  broken(
    'empty-code',
    'An empty id has the code BLANK.',
    warns('empty-id-is-refused'),
    altered(
      (request) => /"external_user_id":""/.test(request.body?.toString() ?? ''),
      (response) => withJson(response, (body: object) => ({ ...body, error_code: 'BLANK' })),
    ),
  ),
  ...[
    ['object', /:\{"/],
    ['array', /:\[/],
    ['boolean', /:(?:true|false)/],
  ].map(([what, sign]) =>
    broken(
      `${String(what)}-code`,
      `An id that is a JSON ${String(what)} has the code BAD_TYPE.`,
      warns(what === 'object' ? 'query-operator-as-id-is-refused' : 'id-of-other-type-is-refused'),
      altered(
        (request) => isDeletion(request) && (sign as RegExp).test(request.body?.toString() ?? ''),
        (response) => withJson(response, (body: object) => ({ ...body, error_code: 'BAD_TYPE' })),
      ),
    ),
  ),
];

function isHalfJson(request: WireRequest): boolean {
  const text = request.body?.toString() ?? '';
  return isDeletion(request) && text.startsWith('{') && !text.endsWith('}');
}

function unknown(id: string, does: string, primary: Primary, status: number, properties: object = {}): Wrong {
  return broken(
    id,
    does,
    primary,
    unknownAs(({ body }) => ({ status, body: { ...(body as object), ...properties } })),
  );
}

function every(id: string, does: string, primary: Primary, edit: (response: WireResponse) => WireResponse): Wrong {
  return broken(id, does, primary, altered(deletionsWith(400), edit));
}

function missing(id: string, does: string, primary: Primary, properties: object): Wrong {
  const isIt = deletionsWith(400);
  return broken(
    id,
    does,
    primary,
    altered(
      (request, response) => isIt(request, response) && request.body?.toString() === '{}',
      (response) => withJson(response, (body: object) => ({ ...body, ...properties })),
    ),
  );
}
