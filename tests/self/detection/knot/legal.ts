import { gzipSync } from 'node:zlib';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { methodNotAllowed } from '../../../../src/sandbox/knot/errors.ts';
import type { WireResponse } from '../../../../src/http/types.ts';
import { legal } from '../types.ts';
import { altered, answer, deletionsWith, withBytes, withHeader, withJson } from '../wire.ts';
import { refuse, steps, type Right } from './tools.ts';

/** Whatever the documents leave open, done otherwise than the reference implementation does it. */
export const LEGAL: readonly Right[] = [
  every('extra-members', 'Every object of an answer has properties that nobody documents.', (response) =>
    withJson(response, (body: object) =>
      Array.isArray(body) ? body : { ...body, request_id: 'r-1', meta: { took: 3, tags: [] } },
    ),
  ),
  every('extra-headers', 'Answers carry further headers and a cookie.', (response) =>
    withHeader(withHeader(response, 'x-ratelimit-remaining', '99'), 'set-cookie', 'session=abc; HttpOnly'),
  ),
  every('charset', 'The media type has a charset parameter.', (response) =>
    withHeader(response, 'content-type', 'application/json; charset=utf-8'),
  ),
  every('label-in-capitals', 'The media type is written in capitals with a quoted charset.', (response) =>
    withHeader(response, 'content-type', 'Application/JSON;charset="UTF-8"'),
  ),
  every('connection-close', 'Every connection is closed after its answer.', (response) =>
    withHeader(response, 'connection', 'close'),
  ),
  every('chunked', 'Answers are sent in chunks.', (response) => withHeader(response, 'transfer-encoding', 'chunked')),
  every('pretty-printed', 'JSON is written over several lines, with a line break at its end.', (response) =>
    withBytes(response, `${JSON.stringify(JSON.parse(response.body.toString()), null, 2)}\n`),
  ),
  every('member-order', 'Properties are in another order.', (response) =>
    withJson(response, (body: object) =>
      Array.isArray(body) ? body : Object.fromEntries(Object.entries(body).reverse()),
    ),
  ),
  every('escaped', 'Letters outside ASCII and slashes are escaped.', (response) =>
    withBytes(response, response.body.toString().replaceAll('/', '\\/')),
  ),
  every('quarter-second', 'Every answer takes a quarter of a second.', (response) => ({
    ...response,
    durationMs: 250,
  })),
  legal('compressed-when-asked', 'Answers are compressed for those who ask for it.', () => ({
    environment: { KNOT_HEADERS: 'Accept-Encoding: gzip' },
    ...altered(
      () => true,
      (response, { headers }) =>
        headers.some(([name]) => name.toLowerCase() === 'accept-encoding') && gzipSync(response.body).length > 0
          ? { ...response, contentEncoding: 'gzip' }
          : response,
    )(),
  })),
  legal(
    'other-success-text',
    'The message of a success is another one.',
    steps({ answerDeleted: (_call, id) => ({ status: 200, body: { message: `Se eliminó ${id}.` } }) }),
  ),
  legal(
    'other-error-texts',
    'The texts of errors are in another language.',
    altered(deletionsWith(400, 401), (response) =>
      withJson(response, (body: object) => ({ ...body, error_message: 'Die Anfrage wurde abgelehnt – „so nicht“.' })),
    ),
  ),
  legal(
    'no-challenge',
    'A 401 carries no WWW-Authenticate header.',
    altered(deletionsWith(401), (response) => withHeader(response, 'www-authenticate', undefined)),
  ),
  ...[400, 401, 403, 404, 501].map((status) => method(status)),
  legal(
    '405-without-body',
    '405 has no body and no label.',
    altered(
      ({ url }, { status }) => url.endsWith('/user/delete') && status === 405,
      () => answer(405, undefined, [['allow', 'POST']]),
    ),
  ),
  legal(
    '404-page',
    'Other methods are answered 404 with a page for people.',
    steps({
      render: async (call, given) =>
        given.status === 405
          ? new Response('<h1>Not Found</h1>', { status: 404, headers: { 'content-type': 'text/html' } })
          : KNOT.render(call, given),
    }),
  ),
  legal(
    'head-and-options-succeed',
    'HEAD and OPTIONS are answered 204.',
    steps({
      refuseMethod: (call) =>
        /HEAD|OPTIONS/.test(call.request.method) ? { status: 200, body: {} } : KNOT.refuseMethod(call),
    }),
  ),
  legal(
    'forms-are-read',
    'A form is read as well (K9).',
    steps({
      readProperties: (call) =>
        /form/.test(call.request.headers.get('content-type') ?? '')
          ? Object.fromEntries(new URLSearchParams(call.body.toString()))
          : KNOT.readProperties(call),
    }),
  ),
  legal('any-label-is-read', 'Whatever a body is labelled, it is read as JSON (K9).', anyLabel()),
  legal(
    'label-is-422',
    'Other media types are answered 422 (K9).',
    steps({
      readProperties: (call) => {
        try {
          return KNOT.readProperties(call);
        } catch (error) {
          if (!(call.request.headers.get('content-type') ?? '').includes('json'))
            refuse(422, 'INVALID_REQUEST', 'INVALID_FIELD');
          throw error;
        }
      },
    }),
  ),
  legal(
    'bodies-are-422',
    'Bodies that cannot be used are answered 422 (K8).',
    altered(
      (request, response) => deletionsWith(400)(request, response) && !/^\{.*\}$/s.test(request.body?.toString() ?? ''),
      (response) => ({ ...response, status: 422 }),
    ),
    {
      'unusable-body-is-refused': 'K8: 415 and 422 are accepted with a warning',
      'object-in-an-array-is-refused': 'K8: 415 and 422 are accepted with a warning',
    },
  ),
  legal(
    'unauthorised-for-strange-schemes-403',
    'Other schemes and unreadable credentials are answered 403 (K11).',
    altered(
      (request, response) =>
        deletionsWith(401)(request, response) &&
        !request.headers.some(
          ([name, value]) =>
            name === 'Authorization' &&
            /^Basic [A-Za-z0-9+/]+=*$/.test(value) &&
            Buffer.from(value.slice(6), 'base64').includes(':'),
        ),
      (response) => ({ ...response, status: 403 }),
    ),
    {
      'call-without-credentials-is-refused': 'K11: 401 is wished',
      'unreadable-credentials-are-refused': 'K11: 401 is wished',
    },
  ),
  legal(
    'other-words-of-the-lists',
    'Errors whose code no requirement names have words of their own (K15).',
    steps({
      refuseMethod: ({ allow }) => {
        const usual = methodNotAllowed(allow);
        return { ...usual, body: { error_type: 'A_NEW_TYPE', error_code: 'A_NEW_CODE', error_message: 'New.' } };
      },
    }),
  ),
];

function every(id: string, does: string, edit: (response: WireResponse) => WireResponse): Right {
  return legal(
    id,
    does,
    altered((_request, { body }) => body.length > 0, edit),
  );
}

function method(status: number): Right {
  return legal(
    `other-methods-${status}`,
    `Other methods are answered ${status} (A20).`,
    steps({ refuseMethod: (call) => ({ ...KNOT.refuseMethod(call), status }) }),
  );
}

function anyLabel() {
  return steps({
    readProperties(call) {
      const headers = new Headers(call.request.headers);
      headers.set('content-type', 'application/json');
      return KNOT.readProperties({ ...call, request: new Request(call.request.url, { method: 'POST', headers }) });
    },
  });
}
