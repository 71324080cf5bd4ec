import type { Answer } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { MastercardBehaviour } from '../../../../src/sandbox/mastercard/steps.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { broken, fails, legal } from '../types.ts';
import { drop, errorOf, namedIn, ownIssuer, type Right, type Wrong } from './tools.ts';

/** What a read answers about a user who was there once. */
const ANSWERS: Readonly<Record<string, readonly [does: string, answer: Answer]>> = {
  'gone-410': ['410 USER_NOT_FOUND', errorOf(410, 'USER_NOT_FOUND')],
  'gone-410-other-code': ['410 USER_DELETED', errorOf(410, 'USER_DELETED')],
  'gone-410-empty': ['410 without a body', { status: 410, body: undefined }],
};

const ROWS = [
  'deleted-user-is-gone',
  'deleted-users-stay-gone',
  'two-users-are-deleted-in-one-request',
  'no-read-shows-a-deleted-user',
  'other-users-are-untouched',
  'other-users-still-live',
  'wrong-signature-deletes-nobody',
];

const UNDOCUMENTED = {
  'score-has-no-undocumented-status': 'A44: 410 counts as gone, and is not documented',
  'dashboard-has-no-undocumented-status': 'A44: 410 counts as gone, and is not documented',
};

/** Answers reads about deleted users so, and those about ids that nobody ever had as documented. */
function rememberingTheDead(answer: Answer, behaviour: Partial<MastercardBehaviour> = {}): MastercardRun {
  const known = new Set<string>();
  return {
    behaviour: {
      stateOf(call, issuer, userid) {
        const state = MASTERCARD.stateOf(call, issuer, userid);
        if (state === 'living') known.add(userid);
        return state;
      },
      answerUnknownUser: (call) =>
        call.operation !== 'deletion' && known.has(call.userid) ? answer : MASTERCARD.answerUnknownUser(call),
      ...behaviour,
    },
  };
}

/** A deleted user is gone, in whatever words (A44). */
export const LEGAL_GONE_ANSWERS: readonly Right[] = Object.entries(ANSWERS).map(([id, [does, answer]]) =>
  legal(
    id,
    `A read answers ${does} for a user who was deleted (A44).`,
    () => rememberingTheDead(answer),
    UNDOCUMENTED,
    { requirements: ROWS },
  ),
);

/** Who must not be gone is gone, in the same words. */
export const GONE_ANSWERS: readonly Wrong[] = Object.entries(ANSWERS).flatMap(([id, [does, answer]]) => [
  broken(
    `${id}/everybody`,
    `Deletes every user of the issuer, and answers their reads with ${does}.`,
    fails('other-users-are-untouched'),
    () =>
      rememberingTheDead(answer, {
        deleteUsers(call, issuer, ids) {
          const deleted = MASTERCARD.deleteUsers(call, issuer, ids);
          drop(issuer, () => true);
          return deleted;
        },
      }),
    { requirements: ['other-users-are-untouched', 'other-users-still-live'] },
  ),
  broken(
    `${id}/strangers`,
    `Deletes before it verifies the signature, and answers reads with ${does}.`,
    fails('wrong-signature-deletes-nobody'),
    () =>
      rememberingTheDead(answer, {
        authenticate(call) {
          if (call.operation === 'deletion') drop(ownIssuer(call), (one) => namedIn(call).includes(one));
          return MASTERCARD.authenticate(call);
        },
      }),
    { requirements: ['wrong-signature-deletes-nobody'] },
  ),
]);
