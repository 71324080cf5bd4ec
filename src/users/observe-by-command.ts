import { runCommand } from './operator-commands.ts';
import type { Observer, UserObservation, UsersContext } from './types.ts';
import { inconclusive } from '../verdict/not-judged.ts';

/** What the exit status of the command shows about the user; every other one shows nothing. */
const STATES: Readonly<Record<number, UserObservation['state']>> = { 0: 'living', 1: 'gone', 2: 'terminating' };

/**
 * Observes by a command of the operator's, which finds the user's id in CONFORMANCE_USER_ID and reports by its exit status
 * whether they live (0), are gone (1) or are being terminated (2).
 */
export function createCommandObserver({ target, vendor }: UsersContext, command: string): Observer {
  const observe: Observer['observe'] = async ({ id, tenant }) => {
    const variables = { CONFORMANCE_USER_ID: id, CONFORMANCE_TENANT: tenant };
    const { status } = await runCommand(command, variables, target.timeoutMs);
    const state = STATES[status ?? -1];
    if (state) return { state, markers: [], exchanges: [] };
    const ended = status === null ? `did not end within ${target.timeoutMs} ms` : `ended with status ${status}`;
    const what = `${vendor.profile.env}_OBSERVE_COMMAND ${ended}; it must exit with 0 (exists), 1 (gone) or 2 (being deleted).`;
    return { state: 'unknown', notJudged: inconclusive('unobservable', what), markers: [], exchanges: [] };
  };
  return {
    observe,
    afterDeletion: observe,
    confirmAlive: async (user) => ({ observation: await observe(user), deleted: false }),
    forget: () => undefined,
  };
}
