import { finalCheck } from './final-check.ts';
import { preflight } from './preflight.ts';
import { runRequirement } from './run-requirement.ts';

/** The three steps of a run that talk to the target. A rehearsal or a verification has steps of its own. */
export interface RunSteps {
  readonly preflight: typeof preflight;
  readonly judge: typeof runRequirement;
  readonly finalCheck: typeof finalCheck;
}

/** The steps of a run against a target. */
export const LIVE_STEPS: RunSteps = { preflight, judge: runRequirement, finalCheck };
