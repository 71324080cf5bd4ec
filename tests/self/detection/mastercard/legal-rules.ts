import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { invalidParameter } from '../../../../src/sandbox/mastercard/errors.ts';
import type { Answer } from '../../../../src/sandbox/answer.ts';
import { legal } from '../types.ts';

import { noting } from './lies.ts';
import { errorOf, livingOf, refuse, steps, type Right } from './tools.ts';

/** What the rules accept beside the reference behaviour: users, lists and their deletion. */
const WITHOUT_OTHER_ISSUER = Object.fromEntries(
  ['CONSUMER_KEY', 'SIGNING_KEY', 'SIGNING_KEY_PASSWORD', 'SIGNING_KEY_ALIAS'].map((name) => [
    `MASTERCARD_OTHER_${name}`,
    undefined,
  ]),
);

export const LEGAL_RULES: readonly Right[] = [
  legal(
    'another-order',
    'Ids are listed in another order (C1).',
    listed((deleted) => deleted.toReversed()),
  ),
  legal(
    'duplicates-stay',
    'An id that was asked for twice is listed twice (C12).',
    steps({
      answerDeleted: (call, deleted) => ({
        status: 202,
        body: (MASTERCARD.readJson(call) as string[]).filter((id) => deleted.includes(id)),
      }),
    }),
  ),
  legal(
    'echo-of-the-request',
    'Lists what was asked, unknown ids too (C2, C3), and has one issuer: by A18 no list holds the user of another.',
    () => ({
      environment: WITHOUT_OTHER_ISSUER,
      behaviour: {
        async deletion(call, issuer) {
          const ids = call.steps.readDeletion(call);
          for (const id of ids) issuer.users.delete(id);
          return { status: 202, body: ids };
        },
      },
    }),
    { 'unknown-id-is-not-listed-beside-a-known-one': 'C3: absent is wished' },
  ),
  legal(
    'empty-list-for-nobody',
    'Answers 202 with an empty list where nobody was deleted (C2).',
    unknown(() => ({ status: 202, body: [] })),
  ),
  legal(
    'all-or-nothing',
    'Answers 404 where one id of a list is unknown, and deletes nobody (C3).',
    steps({
      deletion(call, issuer) {
        const ids = call.steps.readDeletion(call);
        return livingOf(issuer, ids).length < ids.length
          ? errorOf(404, 'USER_NOT_FOUND')
          : MASTERCARD.deletion(call, issuer);
      },
    }),
  ),
  legal('good-ones-go', 'Deletes the valid ids of a list with an invalid one, with 202 (C9).', skipping(), {
    'bad-id-beside-a-good-one-is-answered-truly': 'C9: accepted as a warning',
    'null-beside-a-good-id-is-answered-truly': 'C9: accepted as a warning',
  }),
  legal('late-by-a-second', 'A deletion becomes visible a second later, before the deadline (C21).', () => ({
    deletionDelayMs: 1000,
  })),
  legal(
    'terminating-first',
    'A user is terminated for a second before he is gone (C21).',
    state((since) => (since < 1000 ? 'terminating' : 'gone')),
  ),
  legal(
    'late-within-a-longer-deadline',
    'A deletion takes nearly all of the time that is declared for it (C21).',
    () => ({
      deletionDelayMs: 5500,
      environment: { MASTERCARD_DELETION_DEADLINE_MS: '6000', MASTERCARD_SETTLE_MS: '7000' },
    }),
  ),
  legal(
    'repeat-is-202',
    'A second deletion is answered 202 and lists the user again (C22).',
    again((ids) => ({ status: 202, body: ids })),
  ),
  legal(
    'repeat-is-an-empty-list',
    'A second deletion is answered 202 with an empty list (C22).',
    again(() => ({ status: 202, body: [] })),
  ),
  legal(
    'repeat-is-401',
    'A second deletion is answered 401 USER_INACTIVE (C22).',
    again(() => errorOf(401, 'USER_INACTIVE')),
  ),
  legal(
    'uuids-only',
    'Ids that are no UUIDs are malformed to it (C6).',
    steps({
      readDeletion: (call) => {
        const ids = MASTERCARD.readDeletion(call);
        return ids.every((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
          ? ids
          : refuse(400, 'INVALID_REQUEST_PARAMETER');
      },
    }),
  ),
  legal(
    'capitals-are-the-same',
    'Ids are compared without their case (C7).',
    steps({ readDeletion: (call) => [...new Set(MASTERCARD.readDeletion(call).map((id) => id.toLowerCase()))] }),
  ),
  ...[401, 403].map((status) =>
    legal(
      `foreign-${status}`,
      `Another issuer's user is answered ${status} (A18).`,
      steps({
        deletion(call, issuer) {
          const ids = call.steps.readDeletion(call);
          return call.state.issuers.some((other) => other !== issuer && livingOf(other, ids).length > 0)
            ? errorOf(status, 'NOT_YOURS')
            : MASTERCARD.deletion(call, issuer);
        },
      }),
      { 'user-of-another-issuer-survives': 'A7: like an unknown one is wished' },
    ),
  ),
  legal('card-not-again', 'A card is enrolled once and for all (C23).', () => {
    const cards = new Set<string>();
    return {
      behaviour: {
        enrolment(call, issuer) {
          const { cardNumber } = call.steps.readEnrolment(call) as { cardNumber: string };
          if (cards.has(cardNumber)) return invalidParameter('The card is already registered');
          cards.add(cardNumber);
          return MASTERCARD.enrolment(call, issuer);
        },
      },
    };
  }),
];

function listed(list: (deleted: readonly string[]) => readonly string[]) {
  return steps({ answerDeleted: (_call, deleted) => ({ status: 202, body: list(deleted) }) });
}

function unknown(reply: () => Answer) {
  return steps({
    answerUnknownUser: (call) => (call.operation === 'deletion' ? reply() : errorOf(404, 'USER_NOT_FOUND')),
  });
}

const isGood = (id: unknown): id is string => typeof id === 'string' && /^[0-9A-Fa-f-]{36}$/.test(id);

function skipping() {
  return steps({
    readDeletion(call) {
      const body = MASTERCARD.readJson(call);
      const good = Array.isArray(body) ? body.filter(isGood) : [];
      return Array.isArray(body) && body.length > 1 && body.length <= 500 && good.length > 0
        ? [...new Set(good)]
        : MASTERCARD.readDeletion(call);
    },
  });
}

/** What the read calls say of a user so many ms after the deletion. */
function state(tell: (since: number) => 'living' | 'terminating' | 'gone'): Right['change'] {
  return () => {
    const gone = new Map<string, number>();
    return {
      behaviour: {
        ...noting((id, now) => gone.has(id) || gone.set(id, now)),
        stateOf(call, issuer, id) {
          const at = gone.get(id);
          return at === undefined ? MASTERCARD.stateOf(call, issuer, id) : tell(call.state.clock.now() - at);
        },
      },
    };
  };
}

/** Answers a second deletion in a way of its own. */
function again(reply: (ids: readonly string[]) => Answer): Right['change'] {
  return () => {
    const gone = new Set<string>();
    return {
      behaviour: {
        ...noting((id) => gone.add(id)),
        deletion(call, issuer) {
          const ids = call.steps.readDeletion(call);
          return ids.every((id) => gone.has(id)) ? reply(ids) : MASTERCARD.deletion(call, issuer);
        },
      },
    };
  };
}
