import type { UserObservation } from '../users/types.ts';
import type { LedgerEntry } from './ledger.ts';

/** What becomes of an entry by a look at its user. */
export function closing({ state }: UserObservation, entry: LedgerEntry, now: number): LedgerEntry['closed'] {
  const at = new Date(now).toISOString();
  const isOver = now >= Date.parse(entry.deadline);
  const isThere = state === 'living' || state === 'terminating';
  // A user who is back before the deadline may be on the way out still.
  if (entry.closed) return isThere ? (isOver ? { at, as: 'back' } : null) : entry.closed;
  if (state === 'gone') return { at, as: 'met' };
  if (!isOver) return null;
  if (state === 'living') return { at, as: 'overdue' };
  return state === 'terminating' ? { at, as: 'late' } : null;
}
