import { Refusal, type Answer } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { gatewayError, userNotFound } from '../../../../src/sandbox/mastercard/errors.ts';

import type { WireRequest, WireResponse } from '../../../../src/http/types.ts';
import { broken, fails } from '../types.ts';
import { altered, isDeletion, withHeader, withJson } from '../wire.ts';
import { errorOf, idsOf, livingOf, namedIn, ownIssuer, steps, type Wrong } from './tools.ts';

const REQUIREMENTS = ['existence-is-hidden-from-strangers', 'unknown-user-is-answered', 'deletion-is-accepted'];

/** Tells strangers, or everybody, what nobody should be told. */
export const LEAKS: readonly Wrong[] = [
  oracle('oracle-by-status', 'Strangers get 401 for a user who exists and 404 for one who does not.', () =>
    userNotFound(),
  ),
  oracle('oracle-by-code', 'Strangers get 401 with another code for a user who does not exist.', () =>
    gatewayError(401, 'UNKNOWN_USER', 'No such user'),
  ),
  oracle('oracle-by-crash', 'A wrong signature crashes the server where the user does not exist.', () => ({
    status: 500,
    body: {},
  })),
  told(
    'echo-header',
    'A response header repeats the Authorization header.',
    altered(
      (request) => authorization(request) !== '',
      (response, request) => withHeader(response, 'x-debug', authorization(request)),
    ),
  ),
  told(
    'echo-in-text',
    'The text of an error holds the Authorization header.',
    steps({
      answerUnknownUser: ({ request }) =>
        errorOf(404, 'USER_NOT_FOUND', { Details: request.headers.get('authorization') ?? '' }),
    }),
  ),
  broken(
    'lists-users',
    'The error for an unknown user lists the users who exist.',
    fails('responses-name-no-other-user'),
    steps({
      answerUnknownUser: (call) =>
        errorOf(404, 'USER_NOT_FOUND', { Details: `There are ${idsOf(ownIssuer(call)).join(', ')}.` }),
    }),
    { requirements: ['responses-name-no-other-user', ...REQUIREMENTS, 'deleted-user-is-gone'] },
  ),
  told(
    'stack-trace',
    'The text of an error holds a stack trace.',
    steps({
      answerUnknownUser: () =>
        errorOf(404, 'USER_NOT_FOUND', {
          Details:
            'java.lang.NullPointerException\n\tat com.example.Users.find(Users.java:42)\n\tat com.example.Main.main(Main.java:7)',
        }),
    }),
  ),
  told(
    'trace-member',
    'Errors carry the stack trace that their framework adds.',
    altered(deletionsOf(404), (response) =>
      withJson(response, (body: object) => ({
        ...body,
        trace: 'org.example.NotFound: no\n\tat org.example.Api.delete(Api.java:12)',
      })),
    ),
  ),
];

function told(id: string, does: string, change: Wrong['change']): Wrong {
  return broken(id, does, fails('responses-hold-no-secrets'), change, { requirements: REQUIREMENTS });
}

function deletionsOf(status: number) {
  return (request: WireRequest, response: WireResponse) => isDeletion(request) && response.status === status;
}

function authorization({ headers }: WireRequest): string {
  return headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
}

/** Tells strangers who there is. */
function oracle(id: string, does: string, unknown: () => Answer): Wrong {
  const change = steps({
    async authenticate(call) {
      try {
        return await MASTERCARD.authenticate(call);
      } catch (error) {
        const isKnown = livingOf(ownIssuer(call), namedIn(call)).length > 0;
        throw error instanceof Refusal && call.operation === 'deletion' && !isKnown ? new Refusal(unknown()) : error;
      }
    },
  });
  return broken(id, does, fails('existence-is-hidden-from-strangers'), change, { requirements: REQUIREMENTS });
}
