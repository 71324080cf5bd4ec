import { dryRun, type DryRun } from '../run/dry-run.ts';
import { FIRST_ELSEWHERE, MOST_UNDER_WAY } from '../run/vendor-run.ts';
import { derive, type Redacted } from '../evidence/redacted.ts';
import { SANDBOXES } from '../sandbox/registry.ts';
import type { Environment } from '../configuration/index.ts';
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
 * Contacts nothing, writes nothing.
 * @throws ConfigurationError where nothing is configured, or a vendor has no sandbox to rehearse against
 */
export async function dryRuns(options: RunOptions, environment: Environment): Promise<Redacted<VendorDryRun>[]> {
  const { vendors } = await planSession(options, environment);
  const without = vendors.find(({ vendor, target }) => target !== null && !(vendor.name in SANDBOXES));
  if (without)
    throw new ConfigurationError(`--dry-run runs against the embedded sandbox, and ${without.vendor.name} has none.`);
  const done: Redacted<VendorDryRun>[] = [];
  for (const { vendor, target, requirements } of vendors) {
    const makeSandbox = SANDBOXES[vendor.name];
    if (!target || !makeSandbox)
      throw new ConfigurationError(
        '--dry-run lists the requests to a configured target, and none is configured: set its variables.',
      );
    const { seed, allowHazardous, limits, times } = options;
    const pace = {
      perSecond: limits.rate?.perSecond ?? null,
      concurrency: limits.concurrency ?? (target.loopback ? MOST_UNDER_WAY : FIRST_ELSEWHERE),
    };
    const create = (clock: Parameters<typeof makeSandbox>[0]['clock']) => makeSandbox({ clock });
    const parts = { vendor, target, requirements, seed, allowHazardous, makeSandbox: create, boundary };
    const { lingerMs } = times;
    done.push(
      derive(await dryRun({ ...parts, lingerMs }), ({ requests, users, heldBack }) => {
        return { vendor: vendor.name, requests, users, heldBack, ...pace };
      }),
    );
  }
  return done;
}
