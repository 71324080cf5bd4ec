import type { StoredExchange } from './types.ts';

/** What happens next at a place: an exchange gets its turn, one ends, or a wait is over. */
export type PlaceEvent =
  | { readonly kind: 'turn' | 'end'; readonly exchange: number }
  /** `exchange` is missing: the one that has waited longest for its instant. */
  | { readonly kind: 'wake' };

/**
 * The events of a place in their order. Where one thing happened after another, each exchange ends before the next one
 * begins, and waits are not among the events: they are over when nothing else goes on.
 */
export function eventsOf(exchanges: readonly StoredExchange[]): PlaceEvent[] {
  if (!exchanges.some(({ events }) => events))
    return exchanges.flatMap(({ request }, exchange): PlaceEvent[] => [
      { kind: 'turn', exchange },
      ...(request ? [{ kind: 'end', exchange } as const] : []),
    ]);
  const numbered = new Map<number, PlaceEvent>();
  for (const [exchange, { events }] of exchanges.entries()) {
    if (!events) continue;
    const [turn, end] = events;
    numbered.set(turn, { kind: 'turn', exchange });
    if (end !== undefined) numbered.set(end, { kind: 'end', exchange });
  }
  const last = Math.max(...numbered.keys());
  // Whatever has no exchange was the end of a wait.
  return Array.from({ length: last }, (_, index) => numbered.get(index + 1) ?? { kind: 'wake' });
}
