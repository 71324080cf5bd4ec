import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { parseBasic } from '../../../../src/sandbox/knot/credentials.ts';

import { broken, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, page, unanswered, withHeader, withJson } from '../wire.ts';
import { steps, type Wrong } from './tools.ts';

/** Turns strangers away in a wrong manner, or tells them too much. */
export const REFUSALS: readonly Wrong[] = [
  refusing('wrong-pair-403', 'A wrong secret is answered 403.', fails('wrong-secret-is-refused'), pair, 403),
  refusing('wrong-pair-400', 'A wrong secret is answered 400.', fails('wrong-secret-is-refused'), pair, 400),
  refusing('wrong-pair-404', 'A wrong secret is answered 404.', fails('wrong-secret-is-refused'), pair, 404),
  refusing(
    'wrong-pair-200',
    'A wrong secret is answered 200 with an error in the body.',
    fails('wrong-secret-is-refused'),
    pair,
    200,
  ),
  refusing('wrong-pair-500', 'A wrong secret is answered 500.', fails('wrong-secret-is-refused'), pair, 500),
  refusing(
    'wrong-pair-code',
    'A wrong secret is answered 401 with another code.',
    fails('wrong-secret-is-refused'),
    pair,
    401,
    { error_code: 'UNAUTHORIZED' },
  ),
  refusing(
    'wrong-pair-type',
    'A wrong secret is answered with another error_type.',
    warns('wrong-secret-is-refused'),
    pair,
    401,
    { error_type: 'AUTH_ERROR' },
  ),
  refusing(
    'wrong-pair-no-type',
    'A wrong secret is answered without an error_type.',
    warns('wrong-secret-is-refused'),
    pair,
    401,
    { error_type: undefined },
  ),
  refusing(
    'wrong-pair-no-text',
    'A wrong secret is answered without an error_message.',
    warns('wrong-secret-is-refused'),
    pair,
    401,
    { error_message: undefined },
  ),
  refusing(
    'no-header-403',
    'A call without credentials is answered 403.',
    warns('call-without-credentials-is-refused'),
    none,
    403,
  ),
  refusing(
    'no-header-400',
    'A call without credentials is answered 400.',
    warns('call-without-credentials-is-refused'),
    none,
    400,
  ),
  refusing(
    'no-header-500',
    'A call without credentials is answered 500.',
    fails('call-without-credentials-is-refused'),
    none,
    500,
  ),
  refusing(
    'no-header-302',
    'A call without credentials is sent on to a page for signing in.',
    fails('call-without-credentials-is-refused'),
    none,
    302,
  ),
  refusing(
    'unreadable-403',
    'Credentials that cannot be read are answered 403.',
    warns('unreadable-credentials-are-refused'),
    unreadable,
    403,
  ),
  refusing(
    'unreadable-500',
    'Credentials that cannot be read crash the server.',
    fails('unreadable-credentials-are-refused'),
    unreadable,
    500,
  ),
  refusing(
    'other-clients-secret-403',
    "Another client's secret is answered 403.",
    fails('secret-of-other-client-is-refused'),
    otherSecret,
    403,
  ),
  broken(
    'refusal-as-page',
    'Wrong credentials are answered 401 with a page for people.',
    fails('wrong-secret-is-refused', 'unauthorised-deletion-keeps-the-contract'),
    altered(deletionsWith(401), () => page(401, 'Authorization Required')),
  ),
  broken(
    'refusal-without-body',
    'Wrong credentials are answered 401 and nothing else.',
    fails('wrong-secret-is-refused', 'unauthorised-deletion-keeps-the-contract'),
    altered(deletionsWith(401), () => answer(401, undefined)),
  ),
  broken(
    'refusal-code-is-a-number',
    'error_code of a 401 is a number.',
    fails('unauthorised-deletion-keeps-the-contract'),
    altered(deletionsWith(401), (response) => withJson(response, (body: object) => ({ ...body, error_code: 401 }))),
  ),
  broken(
    'refusal-as-text',
    'A 401 is labelled text/plain.',
    fails('unauthorised-deletion-keeps-the-contract'),
    altered(deletionsWith(401), (response) => withHeader(response, 'content-type', 'text/plain')),
  ),
  broken(
    'refusal-unlabelled',
    'A 401 is not labelled.',
    warns('unauthorised-deletion-keeps-the-contract'),
    altered(deletionsWith(401), (response) => withHeader(response, 'content-type', undefined)),
  ),
  broken(
    'refusal-is-silence',
    'Wrong credentials get no answer.',
    fails('wrong-secret-is-refused', 'call-without-credentials-is-refused'),
    unanswered(deletionsWith(401), 'timeout', 'done'),
  ),
];

type Who = (call: KnotCall) => boolean;

function given({ request }: KnotCall) {
  return request.headers.get('authorization') ?? '';
}
function none(call: KnotCall): boolean {
  return given(call) === '';
}
function pair(call: KnotCall): boolean {
  return parseBasic(given(call)) !== undefined && !otherSecret(call);
}
function unreadable(call: KnotCall): boolean {
  return !none(call) && parseBasic(given(call)) === undefined;
}
function otherSecret(call: KnotCall): boolean {
  return parseBasic(given(call))?.secret === call.tenants[1]?.credentials.secret;
}

/** Turns some strangers away in another manner. */
function refusing(
  id: string,
  does: string,
  primary: Primary,
  who: Who,
  status: number,
  properties: object = {},
): Wrong {
  const change = steps({
    refuseCredentials(call) {
      const usual = KNOT.refuseCredentials(call);
      return who(call) ? { status, body: { ...(usual.body as object), ...properties } } : usual;
    },
  });
  return broken(id, does, primary, change);
}
