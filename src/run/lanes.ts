import type { Requirement } from '../verdict/types.ts';
import { needsOf } from './user-needs.ts';

/** Fewer lanes need fewer users; more of them take less time at a slow target. */
const LANES = 4;

/**
 * Which requirements follow one another with the same users that must live, by the name of their lane. Decided before
 * the run, so that which requirement gets which user does not depend on which requirement is faster.
 */
export function lanesOf(requirements: readonly Requirement[]): ReadonlyMap<string, string> {
  const sharing = [...needsOf(requirements)].filter(([, { shared = 0 }]) => shared > 0);
  return new Map(sharing.map(([requirement], position) => [requirement, `lane ${String((position % LANES) + 1)}`]));
}
