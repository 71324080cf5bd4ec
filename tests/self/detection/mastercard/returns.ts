import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { LINGERING } from '../lingering.ts';
import { broken, fails, legal } from '../types.ts';
import type { Right, Wrong } from './tools.ts';

/** Deletes users, and a job writes them back after so many ms. */
export function backAfter(ms: number): MastercardRun {
  const gone = new Map<string, number>();
  return {
    behaviour: {
      async deleteUsers(call, issuer, ids) {
        const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
        for (const id of deleted) gone.set(id, call.state.clock.now());
        return deleted;
      },
      stateOf: (call, issuer, id) =>
        call.state.clock.now() >= (gone.get(id) ?? Infinity) + ms ? 'living' : MASTERCARD.stateOf(call, issuer, id),
    },
  };
}

/** Comes back later than a run looks that does not linger. */
export const RETURNS: readonly Wrong[] = [
  broken(
    'back-after-twenty-seconds',
    'Deletes users, and a job writes them back 20 s later (`--linger 30s`).',
    fails('deleted-users-stay-gone'),
    () => ({ ...backAfter(20_000), ...LINGERING }),
  ),
];

/** Right, however long they are watched. */
export const LEGAL_RETURNS: readonly Right[] = [
  legal('watched-for-longer', 'Nobody comes back (`--linger 30s`).', () => LINGERING),
];
