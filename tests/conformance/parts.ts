import { systemClock } from '../../src/exchange/clock.ts';
import { nodeTransport } from '../../src/exchange/node-transport.ts';
import { ExchangeError, type Transport } from '../../src/exchange/types.ts';
import { readEnvironment, targetOf, type Environment, type Target } from '../../src/target/index.ts';
import type { RunParts } from '../../src/run/context.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import type { Plan } from './published.ts';

/** What the main process makes up for all vendors of a run. */
export interface Shared {
  /** Random prefix of the run's ids. */
  readonly runPrefix: string;
  /** The variables of the sandboxes that the run started, by vendor. */
  readonly sandboxes: Readonly<Record<string, Environment>>;
  /** Sends nothing more once it is aborted. */
  readonly signal: AbortSignal;
}

/** What judging a vendor's rows takes. */
export function runParts(plan: Plan, vendor: Vendor, { runPrefix, sandboxes, signal }: Shared): RunParts {
  const { seed, allowHazardous } = plan.order;
  return {
    vendor,
    target: target(vendor, sandboxes[vendor.name], allowHazardous),
    transport: untilAborted(nodeTransport(), signal),
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

/** Whoever stops a run wants it to stop: rows that are under way end without another request. */
function untilAborted(transport: Transport, signal: AbortSignal): Transport {
  return (request, limits) => {
    if (signal.aborted) throw new ExchangeError('unsent', 'The request was not sent: the run was stopped.');
    return transport(request, limits);
  };
}
