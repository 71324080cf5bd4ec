import type { WireRequest, WireResponse } from '../../../../src/http/types.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';

import { legal } from '../types.ts';
import { altered, answer, deletionsWith, isDeletion, page, withBytes, withHeader, withJson } from '../wire.ts';

import { refuse, steps, type Right } from './tools.ts';

interface Body {
  readonly Errors: { readonly Error: readonly Record<string, unknown>[] };
}

/** Whatever the documents leave open, done otherwise than the reference implementation does it. */
export const LEGAL: readonly Right[] = [
  every('extra-members', 'Every object of an answer has properties that nobody documents.', (usual) =>
    withJson(usual, (body: object) => (Array.isArray(body) ? body : { ...body, traceId: 't-1', meta: { took: 3 } })),
  ),
  every('extra-headers', 'Answers carry further headers and a cookie.', (usual) =>
    withHeader(withHeader(usual, 'x-ratelimit-remaining', '99'), 'set-cookie', 'visid=abc; HttpOnly'),
  ),
  every('charset', 'The media type has a charset parameter in capitals.', (usual) =>
    withHeader(usual, 'content-type', 'Application/JSON;charset="UTF-8"'),
  ),
  every('chunked-and-closed', 'Answers are sent in chunks, and connections closed after them.', (usual) =>
    withHeader(withHeader(usual, 'transfer-encoding', 'chunked'), 'connection', 'close'),
  ),
  every('pretty-printed', 'JSON is written over several lines.', (usual) =>
    withBytes(usual, `${JSON.stringify(JSON.parse(usual.body.toString()), null, 2)}\n`),
  ),
  every('quarter-second', 'Every answer takes a quarter of a second.', (usual) => ({ ...usual, durationMs: 250 })),
  every('no-correlation-id', 'Answers carry no correlation id (C31).', (usual) =>
    withHeader(usual, 'x-mc-correlation-id', undefined),
  ),
  legal('compressed-when-asked', 'Answers are compressed for those who ask for it.', () => ({
    environment: { MASTERCARD_HEADERS: 'Accept-Encoding: gzip' },
    ...altered(
      () => true,
      (usual) => ({ ...usual, contentEncoding: 'gzip' }),
    )(),
  })),
  legal(
    'bodies-are-422',
    'Bodies that hold no list are answered 422 (C10).',
    altered(
      (request, response) =>
        deletionsWith(400)(request, response) && (request.body?.length ?? 0) > 0 && !isList(request),
      (usual) => ({ ...usual, status: 422 }),
    ),
    {
      'unusable-body-is-refused': 'C10: 400 is wished',
      'list-in-an-object-is-refused': 'C10: 400 is wished',
      'confusing-value-is-refused': 'C10: 400 is wished of a text that holds the list',
    },
  ),
  legal(
    'null-is-422',
    'null and numbers in a list are answered 422 (C11).',
    altered(
      (request, response) =>
        deletionsWith(400)(request, response) && /^\[(?:null|\d+)\]$/.test(request.body?.toString() ?? ''),
      (usual) => ({ ...usual, status: 422 }),
    ),
    {
      'number-as-id-is-refused': 'C11: 400 is wished',
      'null-or-empty-id-is-refused': 'C11: 400 is wished',
      'confusing-value-is-refused': 'C11: 400 is wished of 0 and 1',
    },
  ),
  ...Object.entries({
    'source-experience': 'CARBON_CALCULATOR_EXPERIENCE',
    'source-with-a-blank': 'CARBON CALCULATOR',
    'source-in-other-case': 'Carbon-Calculator',
  }).map(([id, Source]) => errors(id, `Errors come from ${Source} (C14).`, { Source })),
  errors('recoverable', 'Errors are recoverable (C13).', { Recoverable: true }),
  errors('other-texts', 'Errors have other texts (C15).', {
    Description: 'Die Anfrage kann nicht ausgeführt werden.',
    Details: 'So nicht.',
  }),
  errors('no-details', 'Errors have no Details.', { Details: undefined }),
  legal(
    'several-errors',
    'A refusal names several errors.',
    altered(deletionsWith(400, 404), (usual) =>
      withJson(usual, ({ Errors }: Body) => ({ Errors: { Error: [...Errors.Error, ...Errors.Error] } })),
    ),
  ),
  gateway(
    'gateway-without-details',
    'Errors of the gateway have no Details (C16).',
    ({ Details: _, ...error }) => error,
  ),
  gateway('gateway-empty-details', 'Errors of the gateway have empty Details (C16).', (error) => ({
    ...error,
    Details: '',
  })),
  legal(
    'signatures-403',
    'A wrong signature is answered 403 (C25).',
    altered(
      (request, { body }) => isDeletion(request) && body.includes('AUTHENTICATION_FAILED'),
      (usual) => ({ ...usual, status: 403 }),
    ),
  ),
  legal(
    'none-401',
    'A request without an OAuth header is answered 401 (C25).',
    altered(
      (request, { body }) => isDeletion(request) && body.includes('INVALID_AUTH_HEADER'),
      (usual) => ({ ...usual, status: 401 }),
    ),
    { 'call-without-credentials-is-refused': 'C25: 400 is wished' },
  ),
  legal('nonces-forgotten', 'Nonces are not remembered (C25).', steps({ checkNonce: () => undefined }), {
    'stale-signature-is-refused': 'A13: warns',
    'lax-parameter-is-refused': 'A39: a nonce that is forgotten warns',
  }),
  legal(
    'label-not-needed',
    'A body without a label is read as JSON (A17).',
    steps({
      readJson: (call) => {
        const headers = new Headers(call.request.headers);
        if (!headers.has('content-type')) headers.set('content-type', 'application/json');
        return MASTERCARD.readJson({ ...call, request: new Request(call.request.url, { method: 'POST', headers }) });
      },
    }),
  ),
  legal(
    'label-missing-400',
    'A body without a label is answered 400 (A17).',
    steps({
      readJson: (call) =>
        call.body.length > 0 && !call.request.headers.has('content-type')
          ? refuse(400, 'INVALID_REQUEST_PARAMETER')
          : MASTERCARD.readJson(call),
    }),
  ),
  ...[401, 403, 404, 501].map((status) =>
    legal(
      `other-methods-${status}`,
      `Other methods are answered ${status} (A20).`,
      steps({ refuseMethod: (call) => ({ ...MASTERCARD.refuseMethod(call), status }) }),
    ),
  ),
  legal(
    '404-page',
    'Other methods are answered 404 with a page for people.',
    altered(
      (request, { status }) => request.url.endsWith('/user-deletions') && status === 405,
      () => page(404, 'Not Found'),
    ),
  ),
  legal(
    '405-without-body',
    '405 has no body and no label.',
    altered(
      (request, { status }) => request.url.endsWith('/user-deletions') && status === 405,
      () => answer(405, undefined, [['allow', 'POST']]),
    ),
  ),
];

/** Whether a body is a JSON array; line ends and separators inside its texts make no difference. */
function isList({ body }: WireRequest): boolean {
  try {
    return Array.isArray(JSON.parse(body?.toString() ?? ''));
  } catch {
    return false;
  }
}

function every(id: string, does: string, edit: (usual: WireResponse) => WireResponse): Right {
  return legal(
    id,
    does,
    altered((_request, { body }) => body.length > 0, edit),
  );
}

function errors(id: string, does: string, properties: object): Right {
  return legal(
    id,
    does,
    altered(
      (request, { status, body }) => isDeletion(request) && status >= 400 && !body.includes('"Gateway"'),
      (usual) =>
        withJson(usual, ({ Errors }: Body) => ({
          Errors: { Error: Errors.Error.map((one) => ({ ...one, ...properties })) },
        })),
    ),
  );
}

function gateway(id: string, does: string, edit: (error: Record<string, unknown>) => object): Right {
  return legal(
    id,
    does,
    altered(
      (request, { body }) => isDeletion(request) && body.includes('"Gateway"'),
      (usual) => withJson(usual, ({ Errors }: Body) => ({ Errors: { Error: Errors.Error.map(edit) } })),
    ),
  );
}
