import type { Answer } from '../../../../src/sandbox/answer.ts';
import { KNOT, type KnotBehaviour } from '../../../../src/sandbox/knot/behaviour.ts';
import { errorAnswer } from '../../../../src/sandbox/knot/errors.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, BY_OUTCOME, fails, legal } from '../types.ts';
import { deleteAll, namedIn, ownTenant, type Right, type Wrong } from './tools.ts';

/** What a read answers about a user who was there once. */
const ANSWERS: Readonly<Record<string, readonly [does: string, answer: Answer]>> = {
  'gone-410': ['410 USER_NOT_FOUND', errorAnswer(410, 'USER_ERROR', 'USER_NOT_FOUND', 'The user was deleted.')],
  'gone-410-other-code': ['410 USER_DELETED', errorAnswer(410, 'USER_ERROR', 'USER_DELETED', 'The user was deleted.')],
  'gone-410-empty': ['410 without a body', { status: 410, body: undefined }],
  'gone-code-of-a-filter': [
    'the code with which a filtered read answers',
    errorAnswer(400, 'MERCHANT_ACCOUNT_ERROR', 'MERCHANT_ACCOUNT_NOT_FOUND', 'The merchant account was not found.'),
  ],
};

const ROWS = [
  'deleted-user-is-gone',
  'deleted-users-stay-gone',
  'several-users-are-deleted-together',
  'other-users-are-untouched',
  'other-users-still-live',
  'no-read-shows-a-deleted-user',
  'recreated-user-is-another-user',
  'wrong-secret-deletes-nobody',
];

const UNDOCUMENTED = { 'accounts-has-no-undocumented-status': 'A44: 410 counts as gone, and is not documented' };

/** Answers reads about deleted users so, and those about ids that nobody ever had as documented. */
function rememberingTheDead(answer: Answer, behaviour: Partial<KnotBehaviour> = {}): KnotRun {
  const known = new Set<string>();
  return {
    behaviour: {
      async createSession(call, tenant) {
        known.add(String(call.steps.readProperties(call)['external_user_id']));
        return KNOT.createSession(call, tenant);
      },
      answerUnknownUser: (call, id) =>
        call.operation === 'getAccounts' && known.has(id) ? answer : KNOT.answerUnknownUser(call, id),
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
    answer.status === 410 ? UNDOCUMENTED : {},
    { requirements: ROWS },
  ),
);

/** Who must not be gone is gone, in the same words. */
export const GONE_ANSWERS: readonly Wrong[] = Object.entries(ANSWERS).flatMap(([id, [does, answer]]) => [
  broken(
    `${id}/everybody`,
    `Deletes every user of the client, and answers their reads with ${does}.`,
    fails('other-users-are-untouched'),
    () =>
      rememberingTheDead(answer, {
        deleteUser(call, tenant, user) {
          const isThere = KNOT.deleteUser(call, tenant, user);
          deleteAll(tenant);
          return isThere;
        },
      }),
    // Among others the users of one are gone before another one is ready.
    { requirements: ['other-users-are-untouched', 'other-users-still-live'] },
  ),
  broken(
    `${id}/strangers`,
    `Deletes before it checks the credentials, and answers reads with ${does}.`,
    fails('wrong-secret-deletes-nobody'),
    () =>
      rememberingTheDead(answer, {
        authenticate(call) {
          if (call.operation === 'deletion') ownTenant(call).users.delete(namedIn(call));
          return KNOT.authenticate(call);
        },
      }),
    { requirements: ['wrong-secret-deletes-nobody'] },
  ),
  broken(
    `${id}/nobody`,
    `Deletes nobody, and answers reads about those who were named with ${does}, and about unknown ids as if they lived.`,
    BY_OUTCOME,
    () => ({
      behaviour: {
        answerUnknownUser: (call, user) =>
          call.operation === 'getAccounts' ? answer : KNOT.answerUnknownUser(call, user),
        listAccounts: (call, tenant, user) => KNOT.listAccounts(call, tenant, user) ?? [],
        deleteUser: (_call, tenant, user) => tenant.users.find(user) !== undefined,
      },
    }),
    { requirements: ROWS },
  ),
]);
