import type { WireRequest, WireResponse } from '../../../../src/http/types.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { authenticationFailed, userNotFound } from '../../../../src/sandbox/mastercard/errors.ts';
import { Refusal } from '../../../../src/sandbox/answer.ts';
import { broken, BY_OUTCOME } from '../types.ts';
import { answer, instead, isDeletion, lost, page } from '../wire.ts';
import { ERASURE_REQUIREMENTS } from './lies.ts';
import { steps, type Wrong } from './tools.ts';

const REFUSED = authenticationFailed('OAuth signatures did not match.').body;

const TABLE: readonly Wrong[] = [
  always('accepts-all', 'Answers every call with what it was sent.', echo),
  broken(
    'accepts-all-deletions',
    'Answers every deletion with what was asked and does nothing.',
    BY_OUTCOME,
    instead(({ url }) => url.endsWith('/user-deletions'), echo),
  ),
  always('refuses-all-401', 'Answers every call 401.', () => answer(401, REFUSED)),
  always('refuses-all-403', 'Answers every call 403.', () => answer(403, REFUSED)),
  broken(
    'refuses-all-deletions',
    'Answers every deletion as one of an unknown user.',
    BY_OUTCOME,
    instead(isDeletion, () => answer(404, userNotFound().body)),
  ),
  always('all-404', 'Answers every call 404.', () => answer(404, userNotFound().body)),
  always('all-500', 'Answers every call 500.', () => answer(500, {})),
  always('all-503', 'Answers every call 503.', () => page(503, 'Service Unavailable')),
  always('all-429', 'Answers every call 429.', () => answer(429, {})),
  always('all-301', 'Sends every call elsewhere.', () =>
    answer(301, undefined, [['location', 'https://elsewhere.example/']]),
  ),
  always('all-pages', 'Answers every call 200 with a page for people.', () => page(200, 'Welcome')),
  always('all-empty-lists', 'Answers every call 202 with an empty list.', () => answer(202, [])),
  always('all-silence', 'Answers nothing.', () => {
    throw lost('timeout');
  }),
  broken(
    'own-credentials-refused',
    'Refuses right signatures on deletions alone.',
    BY_OUTCOME,
    steps({
      authenticate: (call) => {
        if (call.operation === 'deletion') throw new Refusal(authenticationFailed('OAuth signatures did not match.'));
        return MASTERCARD.authenticate(call);
      },
    }),
  ),
  after(10, 'then-500', 'answers 500', () => answer(500, {})),
  after(30, 'then-401', 'refuses signatures', () => answer(401, REFUSED)),
  after(60, 'then-success', 'answers with what it was sent', echo),
  after(90, 'then-unknown', 'knows nobody any more', () => answer(404, userNotFound().body)),
  after(45, 'then-silence', 'answers nothing', () => {
    throw lost('reset');
  }),
  after(110, 'then-429', 'answers 429', () => answer(429, {})),
];

/**
 * One answer for everything, or right for a while: caught where the outcome is not conformant. What some requirements notice,
 * all of them together do.
 */
export const BLANKET: readonly Wrong[] = TABLE.map((one) => ({
  ...one,
  requirements: [...ERASURE_REQUIREMENTS, 'unknown-user-is-answered', 'unusable-body-is-refused'],
}));

function echo({ body }: WireRequest): WireResponse {
  return { ...answer(202, undefined), body: body ?? Buffer.from('[]') };
}

function always(id: string, does: string, reply: (request: WireRequest) => WireResponse): Wrong {
  return broken(
    id,
    does,
    BY_OUTCOME,
    instead(() => true, reply),
  );
}

/** Right for so many requests. */
function after(count: number, id: string, what: string, reply: (request: WireRequest) => WireResponse): Wrong {
  return broken(`${id}-after-${count}`, `Is right for ${count} requests and then ${what}.`, BY_OUTCOME, () => {
    let seen = 0;
    return instead(() => ++seen > count, reply)();
  });
}
