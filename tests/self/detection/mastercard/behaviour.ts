import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { Answer } from '../../../../src/sandbox/answer.ts';
import type { Transport } from '../../../../src/http/types.ts';
import { broken, fails, type Primary } from '../types.ts';
import { isDeletion, lost } from '../wire.ts';
import { noting } from './lies.ts';
import { aTurn, errorOf, livingOf, refuse, type Wrong } from './tools.ts';

const AGAIN = 'second-deletion-is-harmless';
const ONE = 'simultaneous-deletions-of-one-user-all-end-well';
const SEVERAL = 'simultaneous-deletions-of-several-users-all-end-well';
const ACCEPTED = 'deletion-is-accepted';
const REQUIREMENTS = [
  AGAIN,
  ONE,
  SEVERAL,
  ACCEPTED,
  'deleted-user-is-gone',
  'several-users-are-deleted-together',
  'charset-is-accepted',
  'hyphens-alone-do-not-crash',
  'five-hundred-ids-are-not-too-many',
];

/** Does the one right thing, and fails over repetition, company, strange ids or its connections. */
export const BEHAVIOUR: readonly Wrong[] = [
  again('repeat-500', 'The second deletion of a user crashes the server.', () => ({ status: 500, body: {} })),
  again('repeat-400', 'The second deletion of a user is answered 400.', () =>
    errorOf(400, 'INVALID_REQUEST_PARAMETER'),
  ),
  again('repeat-409', 'The second deletion of a user is answered 409.', () => errorOf(409, 'USER_DELETED')),
  again('repeat-410', 'The second deletion of a user is answered 410.', () => errorOf(410, 'USER_DELETED')),
  line('repeat-silence', 'The second deletion of a user is never answered.', fails(AGAIN), () => {
    const seen = new Set<string>();
    return {
      through: (inner: Transport) => async (request, limits) => {
        const key = isDeletion(request) ? (request.body?.toString() ?? '') : '';
        if (key !== '' && seen.has(key)) throw lost('timeout');
        const response = await inner(request, limits);
        if (response.status === 202) seen.add(key);
        return response;
      },
    };
  }),
  race('race-500', 'Two deletions of one user at a time: the second crashes.', () => {
    throw new Error('deadlock');
  }),
  race('race-409', 'Two deletions of one user at a time: the second is answered 409.', () =>
    refuse(409, 'USER_LOCKED'),
  ),
  line('race-both-denied', 'Two deletions of one user at a time: both find nobody.', fails(ONE), () => {
    const busy = new Map<string, number>();
    return {
      behaviour: {
        async deleteUsers(call, issuer, ids) {
          const key = ids.join();
          busy.set(key, (busy.get(key) ?? 0) + 1);
          await aTurn();
          const isRace = busy.get(key)! > 1;
          await aTurn();
          busy.set(key, busy.get(key)! - 1);
          const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
          return isRace ? [] : deleted;
        },
      },
    };
  }),
  line(
    'lost-update',
    'Deletions of several users at a time: what one writes, the other overwrites.',
    fails(SEVERAL),
    () => {
      let underWay = 0;
      return {
        behaviour: {
          async deleteUsers(call, issuer, ids) {
            const isFirst = underWay === 0;
            underWay += 1;
            await aTurn();
            underWay -= 1;
            return isFirst ? MASTERCARD.deleteUsers(call, issuer, ids) : livingOf(issuer, ids);
          },
        },
      };
    },
  ),
  line('pool-of-two', 'More than two deletions at a time are answered 500.', fails(SEVERAL), () => {
    let underWay = 0;
    return {
      behaviour: {
        async deletion(call: MastercardCall, issuer: Issuer) {
          underWay += 1;
          await aTurn();
          try {
            if (underWay > 2) throw new Error('no connection left');
            return await MASTERCARD.deletion(call, issuer);
          } finally {
            underWay -= 1;
          }
        },
      },
    };
  }),
];

function line(id: string, does: string, primary: Primary, change: Wrong['change']): Wrong {
  return broken(id, does, primary, change, { requirements: REQUIREMENTS });
}

/** Answers a second deletion in a way of its own. */
function again(id: string, does: string, reply: () => Answer): Wrong {
  return line(id, does, fails(AGAIN), () => {
    const gone = new Set<string>();
    return {
      behaviour: {
        ...noting((user) => gone.add(user)),
        deletion(call, issuer) {
          const ids = call.steps.readDeletion(call);
          return ids.some((user) => gone.has(user)) ? reply() : MASTERCARD.deletion(call, issuer);
        },
      },
    };
  });
}

/** Has two deletions of one user meet. */
function race(id: string, does: string, second: () => never): Wrong {
  return line(id, does, fails(ONE), () => {
    const busy = new Set<string>();
    return {
      behaviour: {
        async deleteUsers(call, issuer, ids) {
          const key = ids.join();
          if (busy.has(key)) return second();
          busy.add(key);
          await aTurn();
          const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
          busy.delete(key);
          return deleted;
        },
      },
    };
  });
}
