import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../../src/sandbox/knot/store.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails, warns } from '../types.ts';
import { altered, answer } from '../wire.ts';
import { backAfter } from './returns.ts';
import { aTurn, nowOf, refuse, steps, type Wrong } from './tools.ts';

/** Says that it deleted, and did not, or not all, or not for good. */
export const LIES: readonly Wrong[] = [
  broken(
    'nothing-is-deleted',
    'Answers success and deletes nothing.',
    fails('deleted-user-is-gone', 'deleted-users-stay-gone', 'linked-accounts-are-deleted-too'),
    steps({ deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined }),
  ),
  broken(
    'deleted-and-denied',
    'Deletes the user and answers that there is none.',
    fails('deletion-is-accepted'),
    steps({
      deleteUser(_call, tenant, id) {
        tenant.users.delete(id);
        return false;
      },
    }),
  ),
  broken(
    'accounts-stay-listed',
    'Forgets the user, so that a second deletion finds nobody, but goes on listing the linked accounts.',
    fails('linked-accounts-are-deleted-too', 'deleted-user-is-gone'),
    () => {
      const kept = new Map<string, LinkedAccount[]>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            kept.set(id, [...(tenant.users.find(id)?.accounts.values() ?? [])]);
            return tenant.users.delete(id);
          },
          listAccounts: (call, tenant, id) => KNOT.listAccounts(call, tenant, id) ?? kept.get(id),
        },
      };
    },
  ),
  broken(
    'user-record-stays',
    'Deletes the linked accounts and keeps the user, who can be deleted again and again.',
    warns('second-deletion-finds-nobody'),
    steps({
      deleteUser(_call, tenant, id) {
        const user = tenant.users.find(id);
        user?.accounts.clear();
        return user !== undefined;
      },
    }),
  ),
  broken(
    'back-after-a-second',
    'Deletes the user, and a job writes the user back a second later.',
    fails('deleted-users-stay-gone'),
    () => backAfter(1000),
  ),
  broken(
    'stale-replica',
    'The first observation after a deletion sees nobody; those after it are answered by a replica that never heard of it.',
    fails('deleted-users-stay-gone'),
    () => {
      const replica = new Map<string, readonly LinkedAccount[]>();
      const observations = new Map<string, number>();
      return {
        behaviour: {
          listAccounts(call, tenant, id) {
            const accounts = KNOT.listAccounts(call, tenant, id);
            if (accounts) replica.set(id, accounts);
            const turn = (observations.get(id) ?? 0) + (accounts ? 0 : 1);
            observations.set(id, turn);
            return turn > 1 ? replica.get(id) : accounts;
          },
        },
      };
    },
  ),
  broken(
    'cached-for-ever',
    'The read call goes on answering what it answered first.',
    fails('deleted-user-is-gone'),
    () => ({ behaviour: cached(Infinity) }),
  ),
  broken(
    'cached-for-three-seconds',
    'The read call answers from a cache that forgets after three seconds.',
    warns('deletion-is-visible-at-once'),
    () => ({ behaviour: cached(3000) }),
  ),
  broken('six-seconds-late', 'Takes six seconds over every deletion.', fails('deleted-user-is-gone'), () => ({
    deletionDelayMs: 6000,
  })),
  broken(
    'visible-after-a-second',
    'Answers that it is done and takes another second.',
    warns('deletion-is-visible-at-once'),
    () => ({ deletionDelayMs: 1000 }),
  ),
  broken(
    'soft-delete-undone',
    'Marks the user as deleted; a new session takes the mark away, and all accounts are back.',
    fails('recreated-user-has-no-old-data'),
    () => {
      const hidden = new Set<string>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            if (hidden.has(id) || !tenant.users.find(id)) return false;
            hidden.add(id);
            return true;
          },
          createSession(call, tenant) {
            hidden.delete(KNOT.readDeletion(call));
            return KNOT.createSession(call, tenant);
          },
          listAccounts: (call, tenant, id) => (hidden.has(id) ? undefined : KNOT.listAccounts(call, tenant, id)),
        },
      };
    },
  ),
  broken(
    'only-users-without-accounts',
    'Asks for the accounts to be unlinked before a user may be deleted.',
    fails('linked-accounts-are-deleted-too', 'deletion-is-accepted'),
    steps({
      deleteUser(_call, tenant, id) {
        if ((tenant.users.find(id)?.accounts.size ?? 0) > 0) refuse(409, 'USER_ERROR', 'ONGOING_OPERATION');
        return tenant.users.delete(id);
      },
    }),
  ),
  broken(
    'only-users-with-accounts',
    'Deletes through the linked accounts, and fails over a user who has none.',
    fails('user-without-accounts-is-answered'),
    steps({
      deleteUser(_call, tenant, id) {
        if (tenant.users.find(id)?.accounts.size === 0) throw new Error('no account');
        return tenant.users.delete(id);
      },
    }),
  ),
  broken(
    'reading-the-deleted-crashes',
    'The read call answers 500 for a user who was deleted.',
    fails('deleted-user-is-gone'),
    altered(
      (request, response) =>
        request.url.includes('/accounts/get') && request.url.includes('conformance-') && response.status === 400,
      () => answer(500, { message: 'Server Error' }),
    ),
  ),
  broken(
    'queue-of-one',
    'Carries a deletion out when the next one arrives.',
    fails('several-users-are-deleted-one-after-another'),
    () => {
      let waiting: string | undefined;
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            if (!tenant.users.find(id)) return false;
            if (waiting !== undefined) tenant.users.delete(waiting);
            waiting = id;
            return true;
          },
        },
      };
    },
    // Among other requirements there is always a next one.
    { requirements: ['several-users-are-deleted-one-after-another'] },
  ),
  broken(
    'one-at-a-time',
    'Forgets a deletion that arrives while another one is under way, and answers success.',
    fails('several-users-are-deleted-together'),
    () => {
      let isBusy = false;
      return {
        behaviour: {
          async deleteUser(_call, tenant, id) {
            if (isBusy) return tenant.users.find(id) !== undefined;
            isBusy = true;
            await aTurn();
            isBusy = false;
            return tenant.users.delete(id);
          },
        },
      };
    },
  ),
];

/** A read call that remembers its answers for that many ms. */
function cached(ms: number): KnotRun['behaviour'] & object {
  const cache = new Map<string, { until: number; accounts: readonly LinkedAccount[] }>();
  return {
    listAccounts(call, tenant, id) {
      const now = nowOf(tenant);
      const known = cache.get(id);
      if (known && now < known.until) return known.accounts;
      const accounts = KNOT.listAccounts(call, tenant, id);
      if (accounts) cache.set(id, { until: now + ms, accounts: [...accounts] });
      return accounts;
    },
  };
}
