import { systemClock } from '../../src/exchange/clock.ts';
import { ExchangeError, type Transport } from '../../src/exchange/types.ts';
import { readEnvironment, targetOf, type Environment, type Target } from '../../src/target/index.ts';
import type { RunParts } from '../../src/run/context.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import { usedUp } from '../../src/run/ledger.ts';
import { readLedger } from '../../src/run/ledger-file.ts';
import { boundary } from './boundary.ts';
import { debugLog } from './debug.ts';
import { routeTo } from './way.ts';
import type { Plan } from './published.ts';

/** What the main process makes up for all vendors of a run. */
export interface Shared {
  /** Random prefix of the run's ids. */
  readonly runPrefix: string;
  /** The variables of the sandboxes that the run started, by vendor. */
  readonly sandboxes: Readonly<Record<string, Environment>>;
  /** Sends nothing more once it is aborted. */
  readonly signal: AbortSignal;
  /** Puts what is sent under the budget of the run. */
  readonly budget: (transport: Transport) => Transport;
  readonly turn?: () => Promise<void>;
}

/** What judging a vendor's rows takes. */
export function runParts(plan: Plan, vendor: Vendor, shared: Shared): RunParts {
  const { runPrefix, sandboxes, signal, budget, turn } = shared;
  const { seed, allowHazardous, manners, ledger } = plan.order;
  const target = withoutUsed(targetFor(vendor, sandboxes[vendor.name], allowHazardous), ledger);
  return {
    vendor,
    target,
    transport: budget(untilAborted(routeTo(target, vendor.profile), signal)),
    clock: systemClock,
    seed,
    runPrefix,
    allowHazardous,
    clockOffsetMs: manners.clockOffsetMs,
    ...(turn ? { turn } : {}),
    boundary,
    debugLog: debugLog(plan.order.reportDir),
  };
}

/** Offered users whom an earlier run of the ledger has used up are not offered again. */
function withoutUsed(target: Target, ledger: string | null): Target {
  if (ledger === null || !target.userIds) return target;
  const used = usedUp(readLedger(ledger), target.vendor);
  return { ...target, userIds: target.userIds.filter((id) => !used.has(id)) };
}

/** A sandbox is judged by its own variables, whatever the environment says of that vendor. */
export function targetFor(vendor: Vendor, sandbox: Environment | undefined, allowHazardous: boolean): Target {
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
