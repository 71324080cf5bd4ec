import { Refusal } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { authenticationFailed } from '../../../../src/sandbox/mastercard/errors.ts';
import { baseStrings, signs } from '../../../../src/sandbox/mastercard/oauth-signature.ts';
import type { MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { WireResponse } from '../../../../src/http/types.ts';
import { broken, BY_OUTCOME, fails, warns, type Primary } from '../types.ts';
import { altered, answer, isDeletion, lost, page, withJson } from '../wire.ts';
import { steps, type Wrong } from './tools.ts';

const WRONG = 'wrong-signature-is-refused';
const NONE = 'call-without-credentials-is-refused';
const BODY = 'other-body-is-refused';
const REQUIREMENTS = [
  WRONG,
  NONE,
  BODY,
  'absent-signature-is-refused',
  'unbound-signature-is-refused',
  'weak-method-is-refused',
  'key-of-another-issuer-is-refused',
  'stale-signature-is-refused',
  'existence-is-hidden-from-strangers',
  'credentials-come-before-the-body',
  'unknown-user-is-answered',
  'official-signature-is-accepted',
  'rfc-signature-is-accepted',
  'deletion-is-accepted',
];

/** Turns strangers away in a wrong manner, tells them too much, or turns the right caller away. */
export const REFUSALS: readonly Wrong[] = [
  turned(
    'signature-404',
    'A wrong signature is answered 404.',
    fails(WRONG, 'unbound-signature-is-refused'),
    'AUTHENTICATION_FAILED',
    (usual) => ({ ...usual, status: 404 }),
  ),
  turned('signature-422', 'A wrong signature is answered 422.', fails(WRONG), 'AUTHENTICATION_FAILED', (usual) => ({
    ...usual,
    status: 422,
  })),
  turned(
    'signature-500',
    'A wrong signature crashes the server.',
    fails(WRONG, 'absent-signature-is-refused', 'weak-method-is-refused'),
    'AUTHENTICATION_FAILED',
    () => answer(500, {}),
  ),
  turned(
    'signature-200',
    'A wrong signature is answered 200 with the error in the body.',
    fails(WRONG),
    'AUTHENTICATION_FAILED',
    (usual) => ({ ...usual, status: 200 }),
  ),
  turned(
    'signature-302',
    'A wrong signature is sent on to a page for signing in.',
    fails(WRONG),
    'AUTHENTICATION_FAILED',
    () => answer(302, undefined, [['location', '/login']]),
  ),
  turned('signature-silence', 'A wrong signature gets no answer.', fails(WRONG), 'AUTHENTICATION_FAILED', () => {
    throw lost('timeout');
  }),
  turned('signature-400', 'A wrong signature is answered 400.', warns(WRONG), 'AUTHENTICATION_FAILED', (usual) => ({
    ...usual,
    status: 400,
  })),
  turned(
    'signature-code',
    'A wrong signature has the code FORBIDDEN.',
    warns(WRONG),
    'AUTHENTICATION_FAILED',
    (usual) => coded(usual, 'FORBIDDEN'),
  ),
  turned(
    'signature-page',
    'A wrong signature is answered 401 with a page for people.',
    fails('unauthorised-deletion-keeps-the-contract'),
    'AUTHENTICATION_FAILED',
    () => page(401, 'Unauthorized'),
  ),
  turned(
    'signature-error-object',
    'Error of a 401 is an object.',
    fails('unauthorised-deletion-keeps-the-contract'),
    'AUTHENTICATION_FAILED',
    (usual) =>
      withJson(usual, (body: { Errors: { Error: object[] } }) => ({ Errors: { Error: body.Errors.Error[0] } })),
  ),
  turned(
    'none-401',
    'A call without an OAuth header is answered 401.',
    warns(NONE),
    'INVALID_AUTH_HEADER',
    (usual) => ({ ...usual, status: 401 }),
  ),
  turned(
    'none-code',
    'A call without an OAuth header has the code AUTHENTICATION_FAILED.',
    warns(NONE),
    'INVALID_AUTH_HEADER',
    (usual) => coded(usual, 'AUTHENTICATION_FAILED'),
  ),
  turned(
    'none-404',
    'A call without an OAuth header is answered 404.',
    fails(NONE),
    'INVALID_AUTH_HEADER',
    (usual) => ({ ...usual, status: 404 }),
  ),
  turned('none-500', 'A call without an OAuth header crashes the server.', fails(NONE), 'INVALID_AUTH_HEADER', () =>
    answer(500, {}),
  ),
  turned('hash-401', 'A wrong body hash is answered 401.', warns(BODY), 'INVALID_BODY_HASH', (usual) => ({
    ...usual,
    status: 401,
  })),
  turned(
    'hash-code',
    'A wrong body hash has the code INVALID_REQUEST_PARAMETER.',
    warns(BODY),
    'INVALID_BODY_HASH',
    (usual) => coded(usual, 'INVALID_REQUEST_PARAMETER'),
  ),
  turned('hash-500', 'A wrong body hash crashes the server.', fails(BODY), 'INVALID_BODY_HASH', () => answer(500, {})),
  broken(
    'body-before-credentials',
    'Complains of a broken body before it checks the signature.',
    warns('credentials-come-before-the-body'),
    steps({
      authenticate(call) {
        if (call.operation === 'deletion' && call.request.method === 'POST') MASTERCARD.readJson(call);
        return MASTERCARD.authenticate(call);
      },
    }),
    { requirements: REQUIREMENTS },
  ),
  broken(
    'rfc-alone-400',
    'Accepts signatures to the letter of RFC 5849 alone, and answers others 400.',
    fails('official-signature-is-accepted'),
    steps(onlyBase(1, 400)),
    { requirements: REQUIREMENTS },
  ),
  broken(
    'rfc-alone-401',
    'Accepts signatures to the letter of RFC 5849 alone, and answers others 401.',
    BY_OUTCOME,
    steps(onlyBase(1, 401)),
    { requirements: REQUIREMENTS },
  ),
  broken(
    'official-alone',
    "Accepts signatures of the vendor's own clients alone.",
    warns('rfc-signature-is-accepted'),
    steps(onlyBase(0, 401)),
    { requirements: REQUIREMENTS },
  ),
];

function turned(
  id: string,
  does: string,
  primary: Primary,
  code: string,
  edit: (usual: WireResponse) => WireResponse,
): Wrong {
  return broken(
    id,
    does,
    primary,
    altered((request, { body }) => isDeletion(request) && body.includes(`"${code}"`), edit),
    { requirements: REQUIREMENTS },
  );
}

function coded(usual: WireResponse, ReasonCode: string): WireResponse {
  return withJson(usual, ({ Errors }: { Errors: { Error: object[] } }) => ({
    Errors: { Error: Errors.Error.map((one) => ({ ...one, ReasonCode })) },
  }));
}

/** Accepts one of the two base strings. */
function onlyBase(which: 0 | 1, status: number) {
  return {
    checkSignature(
      { request }: MastercardCall,
      ...[given, { credentials }]: [
        Parameters<typeof MASTERCARD.checkSignature>[1],
        Parameters<typeof MASTERCARD.checkSignature>[2],
      ]
    ) {
      const text = baseStrings(request, given)[which];
      if (signs(credentials.publicKey, [text], given.get('oauth_signature') ?? '')) return;
      throw new Refusal({ ...authenticationFailed('OAuth signatures did not match.'), status });
    },
  };
}
