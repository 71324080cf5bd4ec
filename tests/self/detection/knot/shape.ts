import { gzipSync } from 'node:zlib';
import { broken, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, isDeletion, page, withBytes, withHeader, withJson } from '../wire.ts';
import { headerValues } from '../../../../src/http/message.ts';
import type { WireResponse } from '../../../../src/http/types.ts';
import type { Wrong } from './tools.ts';

const CONTRACT = 'deletion-answer-keeps-the-contract';

/** Deletes as it should and says so in another form. */
export const SHAPE: readonly Wrong[] = [
  success('status-201', 'A deletion is answered 201.', fails('deletion-is-accepted'), (response) => ({
    ...response,
    status: 201,
  })),
  success(
    'status-202',
    'A deletion is answered 202, although nothing is left to do.',
    fails('deletion-is-accepted', 'deletion-has-no-undocumented-status'),
    (response) => ({ ...response, status: 202 }),
  ),
  success('status-204', 'A deletion is answered 204 without a body.', fails('deletion-is-accepted'), () =>
    answer(204, undefined, []),
  ),
  success('status-206', 'A deletion is answered 206.', fails('deletion-is-accepted'), (response) => ({
    ...response,
    status: 206,
  })),
  broken(
    'compressed-without-a-label',
    'To a client that takes gzip the answer is compressed, and not labelled.',
    fails(CONTRACT),
    altered(
      (request) => isDeletion(request) && /gzip/.test(headerValues(request.headers, 'accept-encoding')[0] ?? ''),
      (usual) => ({ ...usual, body: gzipSync(usual.body) }),
    ),
  ),
  success('unlabelled', 'The success is not labelled.', warns(CONTRACT), (response) =>
    withHeader(response, 'content-type', undefined),
  ),
  success('labelled-text', 'The success is JSON labelled text/plain.', fails(CONTRACT), (response) =>
    withHeader(response, 'content-type', 'text/plain'),
  ),
  success('labelled-html', 'The success is JSON labelled text/html.', fails(CONTRACT), (response) =>
    withHeader(response, 'content-type', 'text/html; charset=utf-8'),
  ),
  success('labelled-problem', 'The success is labelled application/vnd.api+json.', fails(CONTRACT), (response) =>
    withHeader(response, 'content-type', 'application/vnd.api+json'),
  ),
  success('labelled-form', 'The label of the success is no media type at all.', fails(CONTRACT), (response) =>
    withHeader(response, 'content-type', 'json'),
  ),
  success('page', 'The success is a page for people.', fails(CONTRACT, 'deletion-is-accepted'), () =>
    page(200, 'Deleted'),
  ),
  success('no-body', 'The success has no body.', fails(CONTRACT, 'deletion-is-accepted'), (response) =>
    withBytes(response, ''),
  ),
  success('cut-off', 'The success breaks off before its declared length.', fails(CONTRACT), (response) => ({
    ...withBytes(response, response.body.subarray(0, -4)),
    truncated: true,
  })),
  success('half-json', 'The JSON of the success lacks its last brace.', fails(CONTRACT), (response) =>
    withBytes(response, response.body.subarray(0, -1)),
  ),
  success('twice-encoded', 'The success is a JSON string that holds JSON.', fails(CONTRACT), (response) =>
    withBytes(response, JSON.stringify(response.body.toString())),
  ),
  success('trailing-bytes', 'A second JSON object follows the success.', fails(CONTRACT), (response) =>
    withBytes(response, `${response.body.toString()}{}`),
  ),
  success('bom', 'The success begins with a byte order mark.', warns(CONTRACT), (response) =>
    withBytes(response, `\uFEFF${response.body.toString()}`),
  ),
  success('latin-1', 'The text of the success is Latin-1.', fails(CONTRACT), (response) =>
    withBytes(response, Buffer.from('{"message":"Gel\xF6scht"}', 'latin1')),
  ),
  success('utf-16', 'The success is UTF-16.', fails(CONTRACT), (response) =>
    withBytes(response, Buffer.from(response.body.toString(), 'utf16le')),
  ),
  success('single-quotes', 'The success is written with single quotes.', fails(CONTRACT), (response) =>
    withBytes(response, "{'message':'Success'}"),
  ),
  success('compressed-unasked', 'The success is compressed, which nobody asked for.', warns(CONTRACT), (response) => ({
    ...response,
    contentEncoding: 'gzip',
  })),
  success(
    'compressed-broken',
    'The success is labelled as compressed and is not whole.',
    fails(CONTRACT),
    (response) => ({
      ...response,
      body: gzipSync(response.body).subarray(0, 12),
      truncated: true,
      contentEncoding: 'gzip',
    }),
  ),
  success('array', 'The success is an array.', fails(CONTRACT, 'deletion-is-accepted'), (response) =>
    withJson(response, (body) => [body]),
  ),
  success('string', 'The success is the string "Success".', fails(CONTRACT, 'deletion-is-accepted'), (response) =>
    withJson(response, () => 'Success'),
  ),
  success('null', 'The success is null.', fails(CONTRACT, 'deletion-is-accepted'), (response) =>
    withJson(response, () => null),
  ),
  success('true', 'The success is true.', fails(CONTRACT, 'deletion-is-accepted'), (response) =>
    withJson(response, () => true),
  ),
  success('no-message', 'The success is an empty object.', warns('deletion-is-accepted'), (response) =>
    withJson(response, () => ({})),
  ),
  success('empty-message', 'The message of the success is empty.', warns('deletion-is-accepted'), (response) =>
    withJson(response, () => ({ message: '' })),
  ),
  success(
    'capital-message',
    'The message of the success is called Message.',
    warns('deletion-is-accepted'),
    (response) => withJson(response, () => ({ Message: 'Success' })),
  ),
  success('message-is-an-object', 'The message of the success is an object.', fails(CONTRACT), (response) =>
    withJson(response, () => ({ message: { text: 'Success' } })),
  ),
  success('message-is-true', 'The message of the success is a boolean.', fails(CONTRACT), (response) =>
    withJson(response, () => ({ message: true })),
  ),
  success('message-is-null', 'The message of the success is null.', fails(CONTRACT), (response) =>
    withJson(response, () => ({ message: null })),
  ),
  success(
    'error-in-200',
    'Every deletion is answered 200 with the error of an unknown user.',
    warns('deletion-is-accepted'),
    (response) =>
      withJson(response, () => ({
        error_type: 'USER_ERROR',
        error_code: 'USER_NOT_FOUND',
        error_message: 'The user was not found.',
      })),
  ),
];

function success(id: string, does: string, primary: Primary, edit: (response: WireResponse) => WireResponse): Wrong {
  return broken(id, does, primary, altered(deletionsWith(200), edit));
}
