import type { FinalCheckEntry } from '../checks/run-level/types.ts';

/** As many looks of a kind keep their evidence as a result shows; a thousand alike would only fill the memory. */
export const MOST_SHOWN = 10;

/** The kind of a look: of users who were not seen gone before, each requirement needs its own. */
export function kindOfLook({
  deleted,
  state,
  awaited,
  requirement,
}: Pick<FinalCheckEntry, 'deleted' | 'state' | 'requirement'> & { readonly awaited?: unknown }): string {
  return [String(deleted), state, ...(awaited ? [requirement] : [])].join(' ');
}
