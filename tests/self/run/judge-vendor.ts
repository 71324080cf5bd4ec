import { randomUUID } from 'node:crypto';
import { createBoundary } from '../../../src/evidence/boundary.ts';
import type { Redacted } from '../../../src/evidence/redacted.ts';
import type { RunInput } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { openRun } from '../../../src/run/run.ts';
import type { RunSteps } from '../../../src/run/steps.ts';
import type { RunTimes } from '../../../src/run/run-durations.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import type { Requirement } from '../../../src/verdict/types.ts';

/** One vendor's run inside this process; secret and hazards have defaults. */
export interface JudgedParts extends Omit<RunInput, 'runSecret' | 'allowHazardous'> {
  readonly runSecret?: string;
  readonly allowHazardous?: boolean;
  readonly options?: Partial<Results['options']>;
  /** Requirements under way together. */
  readonly concurrency?: number;
  /** `--wait` and `--max-time`. */
  readonly times?: RunTimes;
  /** Only these requirements; default all. */
  readonly select?: (requirement: Requirement) => boolean;
  /** Default: those against a target. */
  readonly steps?: RunSteps;
  /** Called with the id of each MUST that fails; the run stops at the first. Default: the run goes to its end. */
  readonly untilFailure?: (id: string) => void;
}

const OPTIONS = { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false };

/** Judges one target by the requirements of its vendor, through the same run as every front end. */
export async function judgeVendor({
  options,
  select = () => true,
  boundary = createBoundary(),
  untilFailure,
  ...parts
}: JudgedParts): Promise<Redacted<Results>> {
  const { vendor, clock, seed } = parts;
  const requirements = vendor.requirements.filter((one) => one.check !== undefined && select(one));
  const all = vendor.requirements.filter((one) => one.check !== undefined);
  const run = openRun({
    runId: randomUUID(),
    startedAt: new Date(clock.now()).toISOString(),
    seed,
    selection: requirements.length < all.length ? 'a selection' : null,
    options: { ...OPTIONS, ...options },
    suite: { name: 'deletion-conformance', version: '0.0.0', commit: null },
    now: () => clock.now(),
    ...(untilFailure ? { onResult: (one) => stopAtFailure(one) } : {}),
    vendors: [{ runSecret: newRunSecret(), allowHazardous: false, boundary, ...parts, requirements }],
  });
  const stopAtFailure = ({ id, verdict }: RequirementResult): void => {
    if (verdict !== 'fail') return;
    untilFailure?.(id);
    run.stop();
  };
  run.start();
  return boundary.value(await run.finish());
}
