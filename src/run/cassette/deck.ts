import type { lastLook } from '../last-look.ts';
import type { preflight } from '../preflight.ts';
import type { runRow } from '../run-row.ts';

/** The three steps of a run that talk to the target: as they are, recorded, or replayed. */
export interface Deck {
  readonly preflight: typeof preflight;
  readonly judge: typeof runRow;
  readonly lastLook: typeof lastLook;
}
