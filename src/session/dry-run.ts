import { dryRun, type DryRun } from '../run/dry-run.ts';
import { FIRST_ELSEWHERE, MOST_UNDER_WAY } from '../run/vendor-run.ts';
import { derive, type Redacted } from '../evidence/redacted.ts';
import { SANDBOXES } from '../sandbox/registry.ts';
import type { Environment } from '../configuration/index.ts';
import type { Clock } from '../clock.ts';
import { ConfigurationError } from '../errors.ts';
import { boundary } from './redaction.ts';
import type { RunOptions } from './options.ts';
import { planSession } from './plan.ts';

/** A dry run, and the vendor that it is of. */
export interface VendorDryRun extends DryRun {
  readonly vendor: string;
  /** Requests a second that `--rate` allows; null: the run paces itself. */
  readonly perSecond: number | null;
  /** Requirements under way together. */
  readonly concurrency: number;
}

/**
 * `--dry-run`: every request that a run would send to the configured targets, and how many users it would take.
 * A vendor without a sandbox is replaced by its contract. Contacts nothing, writes nothing.
 * @throws ConfigurationError where nothing is configured
 */
export async function dryRuns(options: RunOptions, environment: Environment): Promise<Redacted<VendorDryRun>[]> {
  const { vendors } = await planSession(options, environment);
  const done: Redacted<VendorDryRun>[] = [];
  for (const { vendor, target, requirements } of vendors) {
    const makeSandbox = SANDBOXES[vendor.name];
    if (!target)
      throw new ConfigurationError(
        '--dry-run lists the requests to a configured target, and none is configured: set its variables.',
      );
    const { seed, allowHazardous, limits, times } = options;
    const pace = {
      perSecond: limits.rate?.perSecond ?? null,
      concurrency: limits.concurrency ?? (target.loopback ? MOST_UNDER_WAY : FIRST_ELSEWHERE),
    };
    const standIn = makeSandbox ? { makeSandbox: (clock: Clock) => makeSandbox({ clock }) } : {};
    const parts = { vendor, target, requirements, seed, allowHazardous, ...standIn, boundary };
    const { lingerMs } = times;
    done.push(
      derive(await dryRun({ ...parts, lingerMs }), ({ requests, users, heldBack }) => {
        return { vendor: vendor.name, requests, users, heldBack, ...pace };
      }),
    );
  }
  return done;
}
