import { systemClock } from '../../src/exchange/clock.ts';
import { nodeTransport } from '../../src/exchange/node-transport.ts';
import { readEnvironment, targetOf, type Environment, type Target } from '../../src/target/index.ts';
import type { RunParts } from '../../src/run/context.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Plan } from './plan.ts';

/** What the main process tells its workers, through the environment alone: it may hold a sandbox's credentials. */
export interface Shared {
  /** Where the desks are served. */
  readonly desks: string;
  /** Random prefix of the run's ids. */
  readonly runPrefix: string;
  /** The variables of the sandboxes that the run started, by vendor. */
  readonly sandboxes: SandboxVariables;
}

export type SandboxVariables = Record<string, Readonly<Record<string, string>>>;

const SHARED_VARIABLE = 'DELETION_CONFORMANCE_SHARED';

/** Hands over to the workers that are started from now on. */
export function publishShared(shared: Shared): void {
  process.env[SHARED_VARIABLE] = JSON.stringify(shared);
}

/** @throws Error where the main process has published nothing: a test was started around the global set-up. */
export function readShared(): Shared {
  const text = process.env[SHARED_VARIABLE];
  if (text) return JSON.parse(text) as Shared;
  throw new Error(
    'The set-up of the run has not taken place: start it with npm run conformance or npx playwright test.',
  );
}

/** What judging a vendor's rows takes, the same in the main process and in every worker. */
export function runParts(plan: Plan, vendor: Vendor, { runPrefix, sandboxes }: Omit<Shared, 'desks'>): RunParts {
  const { seed, allowHazardous } = plan.order;
  return {
    vendor,
    target: target(vendor, sandboxes[vendor.name], allowHazardous),
    transport: nodeTransport(),
    clock: systemClock,
    seed,
    runPrefix,
    allowHazardous,
  };
}

/** A sandbox is judged by its own variables, whatever the environment says of that vendor. */
function target(vendor: Vendor, sandbox: Environment | undefined, allowHazardous: boolean): Target {
  const environment = readEnvironment(process.cwd());
  if (!sandbox) return targetOf(vendor.profile, environment, 'configured', vendor.name, allowHazardous);
  const general = Object.entries(environment).filter(([name]) => name.startsWith('CONFORMANCE_'));
  return targetOf(
    vendor.profile,
    { ...Object.fromEntries(general), ...sandbox },
    'sandbox',
    vendor.name,
    allowHazardous,
  );
}
