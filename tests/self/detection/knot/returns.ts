import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../../src/sandbox/knot/store.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { knotWithReplica } from '../../network/replicas.ts';
import { LINGERING } from '../lingering.ts';
import { broken, fails, legal } from '../types.ts';
import { nowOf, type Right, type Wrong } from './tools.ts';

/** Deletes the user, and a job writes the user back after so many ms, and who goes again after so many where that is given. */
export function backAfter(ms: number, goneAgainAfter = Infinity): KnotRun {
  const backups = new Map<string, { at: number; until: number; accounts: LinkedAccount[] }>();
  return {
    behaviour: {
      deleteUser(_call, tenant, id) {
        const accounts = [...(tenant.users.find(id)?.accounts.values() ?? [])];
        const isThere = tenant.users.delete(id);
        const now = nowOf(tenant);
        if (isThere) backups.set(id, { at: now + ms, until: now + goneAgainAfter, accounts });
        return isThere;
      },
      listAccounts(call, tenant, id) {
        const backup = backups.get(id);
        const now = nowOf(tenant);
        const isBack = backup && now >= backup.at && now < backup.until;
        return isBack ? backup.accounts : KNOT.listAccounts(call, tenant, id);
      },
    },
  };
}

/** Comes back later than a run looks that does not linger. */
export const RETURNS: readonly Wrong[] = [
  broken(
    'back-after-twenty-seconds',
    'Deletes the user, and a job writes the user back 20 s later (`--linger 30s`).',
    fails('deleted-users-stay-gone'),
    () => ({ ...backAfter(20_000), ...LINGERING }),
  ),
  broken(
    'back-for-eight-seconds',
    'Deletes the user, and a replica shows the user again from 12 s to 20 s later (`--linger 30s`).',
    fails('deleted-users-stay-gone'),
    () => ({ ...backAfter(12_000, 20_000), ...LINGERING }),
  ),
];

/** Right, however long they are watched. */
export const LEGAL_RETURNS: readonly Right[] = [
  legal('watched-for-longer', 'Nobody comes back (`--linger 30s`).', () => LINGERING),
  legal(
    'replica-behind-watched-for-longer',
    'A replica 600 ms behind answers every second read (`--linger 30s`; A35).',
    () => ({ ...knotWithReplica({ behindMs: 600, nodes: 2 }), ...LINGERING }),
    { 'deletion-is-visible-at-once': 'K17: at once is wished' },
  ),
];
