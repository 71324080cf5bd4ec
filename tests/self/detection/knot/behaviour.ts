import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { errorAnswer, userNotFound } from '../../../../src/sandbox/knot/errors.ts';
import type { WireRequest } from '../../../../src/http/types.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { deletionsWith, isDeletion, lost, unanswered } from '../wire.ts';
import { aTurn, refuse, type Wrong } from './tools.ts';

const AGAIN = 'second-deletion-finds-nobody';
const ONE = 'simultaneous-deletions-of-one-user-all-end-well';
const SEVERAL = 'simultaneous-deletions-of-several-users-all-end-well';

/** Does the one right thing, and fails over repetition, company, strange ids or its connections. */
export const BEHAVIOUR: readonly Wrong[] = [
  again('repeat-500', 'The second deletion of a user crashes the server.', fails(AGAIN), () => ({
    status: 500,
    body: { message: 'Server Error' },
  })),
  again('repeat-404', 'The second deletion of a user is answered 404.', fails(AGAIN), () =>
    errorAnswer(404, 'USER_ERROR', 'USER_NOT_FOUND', 'Gone.'),
  ),
  again('repeat-409', 'The second deletion of a user is answered 409.', fails(AGAIN), () =>
    errorAnswer(409, 'USER_ERROR', 'USER_NOT_FOUND', 'Gone.'),
  ),
  again('repeat-other-code', 'The second deletion of a user is answered with INVALID_FIELD.', fails(AGAIN), () =>
    errorAnswer(400, 'INVALID_REQUEST', 'INVALID_FIELD', 'Gone.'),
  ),
  again('repeat-200', 'The second deletion of a user is answered 200.', warns(AGAIN), () => ({
    status: 200,
    body: { message: 'Success' },
  })),
  broken(
    'repeat-silence',
    'The second deletion of a user is never answered.',
    fails(AGAIN),
    unanswered((request, response) => deletionsWith(400)(request, response) && isCreated(request), 'timeout', 'done'),
  ),
  together('race-500', 'Two deletions of one user at a time: the second crashes.', fails(ONE), () => {
    throw new Error('deadlock');
  }),
  together('race-409', 'Two deletions of one user at a time: the second is answered 409.', fails(ONE), () =>
    refuse(409, 'USER_ERROR', 'ONGOING_OPERATION'),
  ),
  together(
    'race-both-crash',
    'Of deletions of one user at a time, the later one undoes the earlier one and crashes.',
    fails(ONE),
    (tenant, id, accounts) => {
      const user = tenant.users.ensure(id);
      for (const [merchant, account] of accounts) user.accounts.set(merchant, account);
      throw new Error('deadlock');
    },
  ),
  broken('race-silence', 'Two deletions of one user at a time: the second is never answered.', fails(ONE), () => {
    const busy = new Set<string>();
    return {
      through: (inner) => async (request, limits) => {
        const key = isDeletion(request) && isCreated(request) ? request.body!.toString() : '';
        if (key !== '' && busy.has(key)) throw lost('timeout');
        busy.add(key);
        await aTurn();
        const response = await inner(request, limits);
        busy.delete(key);
        return response;
      },
    };
  }),
  broken(
    'lost-update',
    'Deletions of several users at a time: what one writes, the other overwrites.',
    fails(SEVERAL, 'several-users-are-deleted-together'),
    () => {
      let underWay = 0;
      return {
        behaviour: {
          async deleteUser(_call, tenant, id) {
            const user = tenant.users.find(id);
            if (!user) return false;
            const isFirst = underWay === 0;
            underWay += 1;
            await aTurn();
            underWay -= 1;
            if (isFirst) tenant.users.delete(id);
            return true;
          },
        },
      };
    },
  ),
  broken(
    'pool-of-two',
    'More than two deletions at a time are answered 500.',
    fails(SEVERAL),
    () => {
      let underWay = 0;
      return {
        behaviour: {
          async deletion(call, tenant) {
            underWay += 1;
            await aTurn();
            try {
              if (underWay > 2) throw new Error('no connection left');
              return await KNOT.deletion(call, tenant);
            } finally {
              underWay -= 1;
            }
          },
        },
      };
    },
    { requirements: [SEVERAL] },
  ),
];

function isCreated({ body }: WireRequest): boolean {
  return body?.includes('"conformance-') ?? false;
}

/** Answers a second deletion in another way than that of a user who never was. */
function again(id: string, does: string, primary: Primary, reply: typeof userNotFound): Wrong {
  return broken(id, does, primary, () => {
    const gone = new Set<string>();
    return {
      behaviour: {
        answerDeleted(call, user) {
          gone.add(user);
          return KNOT.answerDeleted(call, user);
        },
        answerUnknownUser: (call, user) => (call.operation === 'deletion' && gone.has(user) ? reply() : userNotFound()),
      },
    };
  });
}

type Accounts = ReadonlyMap<
  number,
  {
    readonly merchantId: number;
    readonly scopes: readonly never[] | readonly ('card_switcher' | 'transaction_link' | 'vault')[];
  }
>;

/** Has two deletions of one user meet. */
function together(
  id: string,
  does: string,
  primary: Primary,
  second: (tenant: Parameters<typeof KNOT.deleteUser>[1], id: string, accounts: Accounts) => never,
): Wrong {
  return broken(id, does, primary, () => {
    const busy = new Map<string, Accounts>();
    return {
      behaviour: {
        async deleteUser(_call, tenant, user) {
          const accounts = busy.get(user);
          if (accounts) {
            await aTurn();
            return second(tenant, user, accounts);
          }
          busy.set(user, new Map(tenant.users.find(user)?.accounts));
          await aTurn();
          const isThere = tenant.users.delete(user);
          busy.delete(user);
          return isThere;
        },
      },
    };
  });
}
