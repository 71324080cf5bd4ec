import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';

import type { Transport } from '../../../../src/http/types.ts';
import { broken, BY_OUTCOME, fails, warns, type Primary } from '../types.ts';
import { altered, answer, deletionsWith, instead, isDeletion, lost, unanswered } from '../wire.ts';

import { errorOf, refuse, steps, type Wrong } from './tools.ts';

const ACCEPTED = 'deletion-is-accepted';
const REQUIREMENTS = [
  ACCEPTED,
  'deleted-user-is-gone',
  'charset-is-accepted',
  'hyphens-alone-do-not-crash',
  'five-hundred-ids-are-not-too-many',
];

/** Breaks connections, sends callers elsewhere, or stumbles over headers and long lists. */
export const CONNECTIONS: readonly Wrong[] = [
  line(
    'reset-after-the-effect',
    'Deletes the user and closes the connection without an answer.',
    fails(ACCEPTED),
    unanswered(deletionsWith(202), 'reset', 'done'),
  ),
  line(
    'slow-beyond-the-limit',
    'Takes longer over a deletion than anybody waits.',
    fails(ACCEPTED),
    unanswered(deletionsWith(202), 'timeout', 'done'),
  ),
  line(
    'closed-before-the-effect',
    'Closes the connection over every enrolled user, who lives on.',
    fails(ACCEPTED),
    () => {
      const enrolled = new Set<string>();
      return {
        through: (inner: Transport) => async (request, limits) => {
          if (isDeletion(request) && [...enrolled].some((id) => request.body?.includes(id))) throw lost('reset');
          const response = await inner(request, limits);
          const id = request.url.endsWith('/issuers/users')
            ? /"userid":"([^"]+)"/.exec(response.body.toString())?.[1]
            : undefined;
          if (id !== undefined) enrolled.add(id);
          return response;
        },
      };
    },
  ),
  line(
    'sent-back-to-itself',
    'A deletion is done and answered 307 to the same address.',
    fails(ACCEPTED),
    altered(deletionsWith(202), (_response, { url }) => answer(307, undefined, [['location', url]])),
  ),
  line(
    'sent-elsewhere',
    'A deletion is done and answered 302 to another host.',
    fails(ACCEPTED),
    altered(deletionsWith(202), () => answer(302, undefined, [['location', 'https://elsewhere.example/done']])),
  ),
  line(
    'see-other',
    'A deletion is done and answered 303 to its status.',
    fails(ACCEPTED),
    altered(deletionsWith(202), () => answer(303, undefined, [['location', '/cts/deletions/1']])),
  ),
  // By the whole catalogue: which requests are the tenth ones of a few is chance.
  broken('one-in-ten-500', 'Every tenth request is answered 500.', BY_OUTCOME, () => {
    let count = 0;
    return {
      through: (inner) => async (request, limits) => (++count % 10 === 0 ? answer(500, {}) : inner(request, limits)),
    };
  }),
  line(
    'charset-refused',
    'A charset parameter is answered 415.',
    warns('charset-is-accepted'),
    steps({
      readJson: (call) =>
        (call.request.headers.get('content-type') ?? '').includes(';')
          ? refuse(415, 'UNSUPPORTED_MEDIA_TYPE')
          : MASTERCARD.readJson(call),
    }),
  ),
  line(
    'hyphens-crash',
    'Crashes over an id of hyphens, which is no UUID.',
    fails('hyphens-alone-do-not-crash'),
    instead(
      (request) => isDeletion(request) && /"-{36}"/.test(request.body?.toString() ?? ''),
      () => answer(500, {}),
    ),
  ),
  line(
    'hyphens-422',
    'Answers 422 for an id of hyphens.',
    fails('hyphens-alone-do-not-crash'),
    instead(
      (request) => isDeletion(request) && /"-{36}"/.test(request.body?.toString() ?? ''),
      () => answer(422, {}),
    ),
  ),
  line(
    'long-body-413',
    'Takes bodies of up to sixteen kilobytes.',
    fails('five-hundred-ids-are-not-too-many'),
    instead(
      (request) => isDeletion(request) && (request.body?.length ?? 0) > 16_384,
      () => answer(413, errorOf(413, 'PAYLOAD_TOO_LARGE').body),
    ),
  ),
  line(
    'under-five-hundred',
    'Counts wrongly: five hundred ids are too many.',
    fails('five-hundred-ids-are-not-too-many'),
    instead(
      (request) => isDeletion(request) && (request.body?.toString().split(',').length ?? 0) === 500,
      () => answer(400, errorOf(400, 'INVALID_REQUEST_PARAMETER').body),
    ),
  ),
];

function line(id: string, does: string, primary: Primary, change: Wrong['change']): Wrong {
  return broken(id, does, primary, change, { requirements: REQUIREMENTS });
}
