import type { WireResponse } from '../../../../src/http/types.ts';
import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { invalidApiKeys, userNotFound } from '../../../../src/sandbox/knot/errors.ts';
import { broken, BY_OUTCOME } from '../types.ts';
import { answer, instead, isDeletion, lost, page } from '../wire.ts';
import { steps, type Wrong } from './tools.ts';

const SUCCESS = answer(200, { message: 'Success' });

/** One answer for everything, or right for a while: caught where the outcome is not conformant. */
export const BLANKET: readonly Wrong[] = [
  always('accepts-all', 'Answers every call with success.', SUCCESS),
  broken(
    'accepts-all-deletions',
    'Answers every deletion with success and does nothing.',
    BY_OUTCOME,
    instead(
      ({ url }) => url.endsWith('/user/delete'),
      () => SUCCESS,
    ),
  ),
  always('refuses-all-401', 'Answers every call 401.', answer(401, invalidApiKeys().body)),
  always('refuses-all-403', 'Answers every call 403.', answer(403, invalidApiKeys().body)),
  broken(
    'refuses-all-deletions',
    'Answers every deletion as one of an unknown user.',
    BY_OUTCOME,
    instead(isDeletion, () => answer(400, userNotFound().body)),
  ),
  always('all-404', 'Answers every call 404.', answer(404, { message: 'Not Found' })),
  always('all-500', 'Answers every call 500.', answer(500, { message: 'Server Error' })),
  always('all-503', 'Answers every call 503.', page(503, 'Service Unavailable')),
  always('all-429', 'Answers every call 429.', answer(429, { message: 'Too Many Attempts.' })),
  always(
    'all-301',
    'Sends every call elsewhere.',
    answer(301, undefined, [['location', 'https://elsewhere.example/']]),
  ),
  always('all-pages', 'Answers every call 200 with a page for people.', page(200, 'Welcome')),
  always('all-empty', 'Answers every call 200 with nothing.', answer(200, undefined)),
  broken(
    'all-silence',
    'Answers nothing.',
    BY_OUTCOME,
    instead(
      () => true,
      () => {
        throw lost('timeout');
      },
    ),
  ),
  broken(
    'own-credentials-refused',
    'Refuses the right credentials on deletions alone.',
    BY_OUTCOME,
    steps({ authenticate: (call) => (call.operation === 'deletion' ? undefined : KNOT.authenticate(call)) }),
  ),
  after(40, 'then-500', 'answers 500', () => answer(500, { message: 'Server Error' })),
  after(100, 'then-401', 'refuses the credentials', () => answer(401, invalidApiKeys().body)),
  after(200, 'then-success', 'answers success and does nothing', () => SUCCESS),
  after(300, 'then-unknown', 'knows nobody any more', () => answer(400, userNotFound().body)),
  after(150, 'then-silence', 'answers nothing', () => {
    throw lost('reset');
  }),
  after(400, 'then-429', 'answers 429', () => answer(429, { message: 'Too Many Attempts.' })),
];

function always(id: string, does: string, response: WireResponse): Wrong {
  return broken(
    id,
    does,
    BY_OUTCOME,
    instead(
      () => true,
      () => response,
    ),
  );
}

/** Right for so many requests. */
function after(count: number, id: string, what: string, reply: () => WireResponse): Wrong {
  return broken(`${id}-after-${count}`, `Is right for ${count} requests and then ${what}.`, BY_OUTCOME, () => {
    let seen = 0;
    return instead(() => ++seen > count, reply)();
  });
}
