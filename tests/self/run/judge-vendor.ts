import { randomUUID } from 'node:crypto';
import { createBoundary } from '../../../src/evidence/boundary.ts';
import type { Redacted } from '../../../src/evidence/redacted.ts';
import type { RunParts } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { openRun } from '../../../src/run/run.ts';
import type { RunTimes } from '../../../src/run/times.ts';
import type { Results } from '../../../src/verdict/results.ts';
import type { Requirement } from '../../../src/verdict/types.ts';

/** One vendor's run inside this process; secret and hazards have defaults. */
export interface JudgedParts extends Omit<RunParts, 'runSecret' | 'allowHazardous'> {
  readonly runSecret?: string;
  readonly allowHazardous?: boolean;
  readonly options?: Partial<Results['options']>;
  /** Requirements under way together. */
  readonly concurrency?: number;
  /** `--wait` and `--max-time`. */
  readonly times?: RunTimes;
  /** Only these requirements; default all. */
  readonly select?: (requirement: Requirement) => boolean;
}

const OPTIONS = { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false };

/** Judges one target by the requirements of its vendor, through the same run as every front end. */
export async function judgeVendor({
  options,
  select = () => true,
  boundary = createBoundary(),
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
    vendors: [{ runSecret: newRunSecret(), allowHazardous: false, boundary, ...parts, requirements }],
  });
  run.start();
  return boundary.value(await run.finish());
}
