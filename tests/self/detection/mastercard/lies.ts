import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer, MastercardBehaviour, MastercardOperation } from '../../../../src/sandbox/mastercard/steps.ts';
import type { UserState } from '../../../../src/sandbox/mastercard/store.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { answer, altered } from '../wire.ts';
import { backAfter } from './returns.ts';
import { aTurn, idsOf, livingOf, steps, type Wrong } from './tools.ts';

/** The requirements that delete somebody and look afterwards: what a lie can show in. */
export const ERASURE_REQUIREMENTS = [
  'deleted-user-is-gone',
  'deletion-is-accepted',
  'only-documented-states-follow-a-deletion',
  'deleted-users-stay-gone',
  'other-users-are-untouched',
  'other-users-still-live',
  'two-users-are-deleted-in-one-request',
  'second-deletion-is-harmless',
  'several-users-are-deleted-one-after-another',
  'several-users-are-deleted-together',
];

const TABLE: readonly Wrong[] = [
  broken(
    'nothing-is-deleted',
    'Lists every user as deleted and deletes nobody.',
    fails('deleted-user-is-gone', 'deleted-users-stay-gone', 'two-users-are-deleted-in-one-request'),
    steps({ deleteUsers: (_call, issuer, ids) => livingOf(issuer, ids) }),
  ),
  broken(
    'deleted-and-denied',
    'Deletes the users and answers that there are none.',
    fails('deletion-is-accepted'),
    steps({
      deleteUsers(_call, issuer, ids) {
        for (const id of ids) issuer.users.delete(id);
        return [];
      },
    }),
  ),
  stillSeenBy('dashboard-stays', 'Deletes the user from the scores and goes on opening the dashboard.', 'dashboard'),
  stillSeenBy('scores-stay', 'Closes the dashboard and goes on telling the scores.', 'carbonScore'),
  broken(
    'back-after-a-second',
    'Deletes users, and a job writes them back a second later.',
    fails('deleted-users-stay-gone'),
    () => backAfter(1000),
  ),
  broken(
    'stale-replica',
    'The first looks after a deletion see nobody; those after them are answered by a replica that never heard of it.',
    fails('deleted-users-stay-gone'),
    () => {
      const observations = new Map<string, number>();
      const gone = new Set<string>();
      return {
        behaviour: {
          ...noting((id) => gone.add(id)),
          stateOf(call, issuer, id) {
            if (!gone.has(id)) return MASTERCARD.stateOf(call, issuer, id);
            observations.set(id, (observations.get(id) ?? 0) + 1);
            return observations.get(id)! > 2 ? 'living' : 'gone';
          },
        },
      };
    },
  ),
  broken(
    'cached-for-ever',
    'The read calls go on answering what they answered first.',
    fails('deleted-user-is-gone'),
    () => ({ behaviour: cached(Infinity) }),
  ),
  broken(
    'cached-for-four-seconds',
    'The read calls answer from a cache that outlives the deadline.',
    fails('deleted-user-is-gone'),
    () => ({ behaviour: cached(4000) }),
  ),
  broken('past-the-deadline', 'Takes longer over a deletion than the deadline.', fails('deleted-user-is-gone'), () => ({
    deletionDelayMs: 3000,
  })),
  states(
    'terminating-for-ever',
    'Never gets from terminating a user to having done it.',
    warns('deleted-user-is-gone'),
    () => 'terminating',
  ),
  broken('revived-by-repetition', 'A second deletion puts the user back.', fails('deleted-users-stay-gone'), () => {
    const gone = new Set<string>();
    const revived = new Set<string>();
    return {
      behaviour: {
        ...noting((id) => (gone.has(id) ? revived.add(id) : gone.add(id))),
        deleteUsers(_call, issuer, ids) {
          for (const id of ids)
            if (gone.has(id)) revived.add(id);
            else if (issuer.users.delete(id)) gone.add(id);
          return ids.filter((id) => gone.has(id));
        },
        stateOf: (call, issuer, id) => (revived.has(id) ? 'living' : MASTERCARD.stateOf(call, issuer, id)),
      },
    };
  }),
  broken(
    'half-deleted-crashes',
    'For a moment after a deletion the read calls crash.',
    fails('only-documented-states-follow-a-deletion'),
    () => {
      const gone = new Map<string, number>();
      return {
        behaviour: {
          ...noting((id, now) => gone.set(id, now)),
          stateOf(call, issuer, id) {
            if (call.state.clock.now() < (gone.get(id) ?? -Infinity) + 300) throw new Error('no such row');
            return MASTERCARD.stateOf(call, issuer, id);
          },
        },
      };
    },
  ),
  broken(
    'reading-the-deleted-crashes',
    'The scores of a deleted user are answered 500.',
    fails('deleted-user-is-gone'),
    altered(
      ({ url }, { status, body }) => url.includes('/aggregate-') && status === 404 && body.includes('USER_NOT_FOUND'),
      () => answer(500, {}),
    ),
  ),
  broken(
    'queue-of-one',
    'Carries a deletion out when the next one arrives.',
    fails('several-users-are-deleted-one-after-another'),
    () => {
      let waiting: string[] = [];
      return {
        behaviour: {
          deleteUsers(_call, issuer, ids) {
            for (const id of waiting) issuer.users.delete(id);
            waiting = livingOf(issuer, ids);
            return waiting;
          },
        },
      };
    },
    { requirements: ['several-users-are-deleted-one-after-another'] },
  ),
  broken(
    'one-at-a-time',
    'Forgets a deletion that arrives while another one is under way, and lists it all the same.',
    fails('several-users-are-deleted-together'),
    () => {
      let isBusy = false;
      return {
        behaviour: {
          async deleteUsers(call, issuer, ids) {
            if (isBusy) return livingOf(issuer, ids);
            isBusy = true;
            await aTurn();
            isBusy = false;
            return MASTERCARD.deleteUsers(call, issuer, ids);
          },
        },
      };
    },
  ),
];

/** Says that it deleted, and did not, or not everywhere, or not for good. */
export const LIES: readonly Wrong[] = TABLE.map((one) => ({ requirements: ERASURE_REQUIREMENTS, ...one }));

type Steps = Partial<MastercardBehaviour>;

/** Notes whom a deletion takes, and when. */
export function noting(note: (id: string, now: number) => unknown): Pick<MastercardBehaviour, 'deleteUsers'> {
  return {
    async deleteUsers(call, issuer, ids) {
      const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
      for (const id of deleted) note(id, call.state.clock.now());
      return deleted;
    },
  };
}

/** Read calls that remember for so many ms who lives. */
function cached(ms: number): Steps {
  const until = new Map<string, number>();
  return {
    stateOf(call, issuer, id) {
      const now = call.state.clock.now();
      if (now < (until.get(id) ?? 0)) return 'living';
      const state = MASTERCARD.stateOf(call, issuer, id);
      if (state === 'living') until.set(id, now + ms);
      return state;
    },
  };
}

/** One of two places keeps the user. */
function stillSeenBy(id: string, does: string, operation: MastercardOperation): Wrong {
  return states(id, does, fails('deleted-user-is-gone'), (state, seenBy) => (seenBy === operation ? 'living' : state));
}

function states(
  id: string,
  does: string,
  primary: Primary,
  tell: (state: UserState, seenBy: MastercardOperation) => UserState,
): Wrong {
  return broken(id, does, primary, () => {
    const gone = new Set<string>();
    return {
      behaviour: {
        ...noting((user) => gone.add(user)),
        stateOf(call, issuer: Issuer, user) {
          const state = MASTERCARD.stateOf(call, issuer, user);
          return gone.has(user) ? tell(state, call.operation) : state;
        },
      },
    };
  });
}

/** Whether ids stand in the order in which their users were enrolled. */
export function inOrder(issuer: Issuer, ids: readonly string[]): string[] {
  const known = idsOf(issuer);
  let last = -1;
  return ids.filter((id) => {
    const at = known.indexOf(id);
    if (at <= last) return false;
    last = at;
    return true;
  });
}
