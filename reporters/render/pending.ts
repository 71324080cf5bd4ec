/** What a reader does about deletions that were pending when the run ended. */

import { utcText } from '../../src/results/utc-text.ts';
import type { Results } from '../../src/verdict/results.ts';
import { verdictOf } from './queries.ts';

export interface PendingAdvice {
  /** What is pending and until when, and what judges it. */
  readonly text: string;
  /** The command that judges it later; null where there is none. */
  readonly command: string | null;
}

/** Undefined where nothing is pending and nobody is kept for `verify`. Of a run all of whose targets ended with it nothing can be judged later. */
export function pendingAdvice({ requirements, targets, verify, ledger }: Results): PendingAdvice | undefined {
  const pending = requirements.filter((one) => one.pending !== null && verdictOf(one) === 'inconclusive');
  const deadlines = pending.flatMap((one) => one.pending?.deadline ?? []);
  const kept = ledger?.kept ?? 0;
  const users = kept === 1 ? '1 other user' : `${kept} other users`;
  if (deadlines.length === 0)
    return verify && kept > 0
      ? {
          text: `The run keeps ${users} on purpose. This command looks at them later, then deletes them:`,
          command: verify.command,
        }
      : undefined;
  const until = utcText(deadlines.reduce((a, b) => (a > b ? a : b)));
  const what =
    pending.length === 1
      ? `1 requirement waits for a deletion that may take until ${until}.`
      : `${pending.length} requirements wait for deletions that may take until ${until}.`;
  if (verify)
    return {
      text: `${what} After that, this command judges all of them${kept > 0 ? `, looks at the ${users} that the run keeps, and deletes those` : ''}:`,
      command: verify.command,
    };
  const how = targets.every(({ kind }) => kind === 'sandbox')
    ? 'The embedded sandbox ended with the run, so that nothing can look at them later.'
    : 'The run kept no ledger, so that nothing can look at them later: run again with --ledger FILE.';
  return { text: `${what} ${how}`, command: null };
}
