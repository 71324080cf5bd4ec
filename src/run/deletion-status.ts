/** What became of a deletion. `late`: still being terminated after the deadline. `back`: was gone, and exists again after it. */
export type Closing = 'met' | 'overdue' | 'late' | 'back';

/** A deletion that was accepted, and what is known of it; null while it is pending. */
export interface Promised {
  /** ISO 8601. */
  readonly deadline: string;
  readonly closed: null | { readonly at: string; readonly as: Closing };
}

/** What becomes of a deletion by a look at its user. */
export function closing({ state }: { readonly state: string }, entry: Promised, now: number): Promised['closed'] {
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
