import { Refusal } from '../../../../src/sandbox/answer.ts';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';

import type { Transport, WireRequest } from '../../../../src/http/types.ts';
import { broken, BY_OUTCOME, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, instead, isDeletion, lost, unanswered } from '../wire.ts';
import { refuse, steps, type Wrong } from './tools.ts';

const CRASH = answer(500, { message: 'Server Error' });

/** Breaks connections, sends callers elsewhere, or stumbles over headers and members. */
export const CONNECTIONS: readonly Wrong[] = [
  broken(
    'silent-after-the-effect',
    'Deletes the user and closes the connection without an answer.',
    fails('deletion-is-accepted'),
    unanswered(deletionsWith(200), 'reset', 'done'),
  ),
  broken(
    'closed-before-the-effect',
    'Closes the connection over every existing user, who lives on.',
    fails('deletion-is-accepted'),
    () => ({
      through: (inner: Transport) => async (request, limits) => {
        if (isDeletion(request) && isCreated(request)) throw lost('reset');
        return inner(request, limits);
      },
    }),
  ),
  broken(
    'slow-beyond-the-limit',
    'Takes longer over a deletion than anybody waits.',
    fails('deletion-is-accepted'),
    unanswered(deletionsWith(200), 'timeout', 'done'),
  ),
  broken(
    'sent-back-to-itself',
    'A deletion is answered 307 to the same address.',
    fails('deletion-is-accepted'),
    instead(
      (request) => isDeletion(request) && isCreated(request),
      ({ url }) => answer(307, undefined, [['location', url]]),
    ),
  ),
  broken(
    'sent-elsewhere',
    'A deletion is done and answered 302 to another host.',
    fails('deletion-is-accepted'),
    altered(deletionsWith(200), () => answer(302, undefined, [['location', 'https://elsewhere.example/done']])),
  ),
  broken(
    'see-other',
    'A deletion is done and answered 303.',
    fails('deletion-is-accepted'),
    altered(deletionsWith(200), ({ headers }) =>
      answer(303, { message: 'Success' }, [...headers, ['location', '/done']]),
    ),
  ),
  broken('one-in-ten-500', 'Every tenth request is answered 500.', BY_OUTCOME, () => {
    let count = 0;
    return { through: (inner) => async (request, limits) => (++count % 10 === 0 ? CRASH : inner(request, limits)) };
  }),
  broken(
    'charset-refused',
    'A charset parameter is answered 415.',
    warns('charset-is-accepted'),
    steps({
      readProperties(call) {
        if ((call.request.headers.get('content-type') ?? '').includes(';'))
          refuse(415, 'INVALID_REQUEST', 'INVALID_FIELD');
        return KNOT.readProperties(call);
      },
    }),
  ),
  broken(
    'strict-members',
    'A property that it does not know is refused.',
    warns('further-members-are-ignored'),
    steps({
      readDeletion(call) {
        if (Object.keys(call.steps.readProperties(call)).length > 1) refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD');
        return KNOT.readDeletion(call);
      },
    }),
  ),
  version(
    'version-refused',
    'Knot-Version is refused, whatever it says.',
    fails('version-header-changes-nothing'),
    () => refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD'),
  ),
  version(
    'version-2-answers-otherwise',
    'With Knot-Version 2.0 an unknown user is answered 404.',
    fails('version-header-changes-nothing'),
    (value) => value === '2.0' && refuse(404, 'USER_ERROR', 'USER_NOT_FOUND'),
  ),
  version(
    'version-crashes',
    'A Knot-Version that it does not know crashes the server.',
    fails('unknown-version-does-not-crash'),
    (value) => {
      if (value !== '2.0') throw new Error('no such version');
      return false;
    },
  ),
];

function isCreated({ body }: WireRequest): boolean {
  return body?.includes('"conformance-') ?? false;
}

/** Looks at Knot-Version before anything else. */
function version(id: string, does: string, primary: Primary, meets: (value: string) => boolean): Wrong {
  return broken(
    id,
    does,
    primary,
    steps({
      handle(call) {
        const value = call.request.headers.get('knot-version');
        try {
          if (value !== null) meets(value);
        } catch (error) {
          if (error instanceof Refusal) return error.answer;
          throw error;
        }
        return KNOT.handle(call);
      },
    }),
  );
}
