import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import { parseBasic } from '../../../../src/sandbox/knot/credentials.ts';
import { errorAnswer } from '../../../../src/sandbox/knot/errors.ts';
import type { Answer } from '../../../../src/sandbox/answer.ts';
import type { WireRequest } from '../../../../src/http/types.ts';
import { broken, fails, warns } from '../types.ts';
import { altered, answer, deletionsWith, instead, withHeader, withJson } from '../wire.ts';
import { idsOf, namedIn, ownTenant, steps, unknownAs, type Wrong } from './tools.ts';

const ECHO = fails('responses-hold-no-secrets');

/** Tells strangers, or everybody, what nobody should be told. */
export const LEAKS: readonly Wrong[] = [
  oracle('oracle-by-status', 'Strangers get 401 for a user who exists and 400 for one who does not.', () =>
    KNOT.answerUnknownUser({} as KnotCall, ''),
  ),
  oracle('oracle-by-code', 'Strangers get 401 with another code for a user who does not exist.', () =>
    errorAnswer(401, 'INVALID_INPUT', 'USER_UNKNOWN', 'Refused.'),
  ),
  oracle('oracle-by-crash', 'Wrong credentials crash the server where the user does not exist.', () => ({
    status: 500,
    body: { message: 'Server Error' },
  })),
  broken(
    'body-before-credentials',
    'Complains of a broken body before it checks the credentials.',
    warns('credentials-come-before-the-body'),
    steps({
      authenticate(call) {
        if (call.operation === 'deletion' && call.request.method === 'POST') call.steps.readProperties(call);
        return KNOT.authenticate(call);
      },
    }),
  ),
  broken(
    'id-before-credentials',
    'Complains of a missing id before it checks the credentials, and of unknown ones after.',
    warns('credentials-come-before-the-body'),
    steps({
      authenticate(call) {
        if (call.operation === 'deletion' && call.request.method === 'POST') call.steps.readDeletion(call);
        return KNOT.authenticate(call);
      },
    }),
  ),
  broken(
    'echo-secret',
    'The text of an error holds the secret.',
    ECHO,
    unknownAs((usual, call) => saying(usual, `No such user for ${ownTenant(call).credentials.secret}.`)),
  ),
  broken(
    'echo-token',
    'The text of an error holds the Authorization value.',
    ECHO,
    unknownAs((usual, { request }) => saying(usual, `Not found for ${request.headers.get('authorization') ?? ''}`)),
  ),
  broken(
    'echo-header',
    'A response header repeats the Authorization header.',
    ECHO,
    echoing((request) => authorization(request)),
  ),
  broken(
    'echo-pair',
    'A response header repeats the decoded credentials.',
    ECHO,
    echoing((request) =>
      Buffer.from(authorization(request).replace(/^\S+ /, ''), 'base64')
        .toString('latin1')
        .replace(/[^!-~]/g, ''),
    ),
  ),
  broken(
    'echo-of-near-secret',
    'A refusal repeats what was given as the secret, most of which is right.',
    ECHO,
    steps({
      refuseCredentials: ({ request }) =>
        saying(
          KNOT.refuseCredentials({} as KnotCall),
          `Wrong secret ${parseBasic(request.headers.get('authorization'))?.secret ?? ''}`,
        ),
    }),
  ),
  broken(
    'lists-users',
    'The error for an unknown user lists the users who exist.',
    fails('responses-name-no-other-user'),
    unknownAs((usual, call) => saying(usual, `No such user; there are ${idsOf(ownTenant(call)).join(', ')}.`)),
    {
      requirements: [
        'responses-name-no-other-user',
        'deletion-is-accepted',
        'other-users-are-untouched',
        'unknown-user-is-refused',
        'deleted-user-is-gone',
      ],
    },
  ),
  broken(
    'stack-trace',
    'The text of an error holds a stack trace.',
    ECHO,
    unknownAs((usual) =>
      saying(usual, 'Error: no user\n    at find (/app/users.js:12:7)\n    at main (/app/index.js:3:1)'),
    ),
  ),
  broken(
    'php-trace',
    'A broken body is answered 400 with a trace of the framework.',
    ECHO,
    altered(
      (request, { status }) =>
        deletionsWith(400)(request, answer(status, undefined)) && /\{[^}]*$/.test(request.body?.toString() ?? ''),
      (response) =>
        withJson(response, (body: object) => ({ ...body, trace: ['#0 /var/www/app.php(12): run()', '#1 {main}'] })),
    ),
  ),
  broken(
    'framework-debug-page',
    'A broken body is answered 400 with exception, file, line and trace, as the debug mode of a framework does.',
    ECHO,
    altered(
      (request, { status }) =>
        deletionsWith(400)(request, answer(status, undefined)) && /\{[^}]*$/.test(request.body?.toString() ?? ''),
      (response) => withJson(response, (body: object) => ({ ...body, ...DEBUG })),
    ),
  ),
  broken(
    'clear-text-answered',
    'A balancer answers every call over plain HTTP with 200.',
    fails('plain-http-is-refused'),
    () => ({
      environment: OFF_LOOPBACK,
      ...instead(
        ({ url }) => url.startsWith('http:'),
        () => answer(200, { message: 'Success' }),
      )(),
    }),
    { requirements: ['plain-http-is-refused'] },
  ),
  broken(
    'clear-text-address',
    'The API is offered over plain HTTP.',
    warns('plain-http-is-refused'),
    () => ({
      environment: { ...OFF_LOOPBACK, KNOT_BASE_URL: 'http://implementation.example' },
    }),
    { requirements: ['plain-http-is-refused'] },
  ),
];

const FRAME = { file: '/var/www/vendor/framework/src/Router.php', line: 693, function: 'dispatch', class: 'Router' };
const DEBUG = { exception: 'JsonException', file: '/var/www/app/Users.php', line: 12, trace: [FRAME, FRAME] };

const OFF_LOOPBACK = { KNOT_BASE_URL: 'https://implementation.example', CONFORMANCE_ALLOW_DELETE: '1' };

function oracle(id: string, does: string, unknown: () => Answer): Wrong {
  const change = steps({
    refuseCredentials(call) {
      if (call.operation !== 'deletion' || ownTenant(call).users.find(namedIn(call)))
        return KNOT.refuseCredentials(call);
      return unknown();
    },
  });
  return broken(id, does, fails('existence-is-hidden-from-strangers'), change);
}

function saying(usual: Answer, error_message: string): Answer {
  return { ...usual, body: { ...(usual.body as object), error_message } };
}

function authorization({ headers }: WireRequest): string {
  return headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
}

function echoing(what: (request: WireRequest) => string) {
  return altered(
    (request) => authorization(request) !== '',
    (response, request) => withHeader(response, 'x-request-debug', what(request)),
  );
}
