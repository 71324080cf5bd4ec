import { fileURLToPath } from 'node:url';
import { virtualClock } from '../../../src/exchange/clock.ts';
import type { Transport } from '../../../src/exchange/types.ts';
import { runCatalogue } from '../../../src/run/catalogue.ts';
import { loadOne } from '../../../src/run/vendors.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import { createKnotSandbox, type KnotOptions } from '../../../src/sandbox/knot/index.ts';
import { targetOf } from '../../../src/target/index.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import type { Vendor } from '../../../src/vendor/types.ts';

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

export interface Run {
  readonly behaviour?: KnotOptions['behaviour'];
  readonly deletionDelayMs?: number;
  /** Further variables of the target; `undefined` unsets one of the sandbox's. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Stands between the run and the sandbox. */
  readonly through?: (inner: Transport) => Transport;
  readonly options?: Partial<Results['options']>;
}

/** Judges a Knot implementation in this process by the whole catalogue. */
export async function judgeKnot({ behaviour, deletionDelayMs, environment, through, options }: Run = {}) {
  const vendor = await loadOnce();
  const clock = virtualClock();
  const sandbox = await createKnotSandbox({
    clock,
    ...(behaviour ? { behaviour } : {}),
    ...(deletionDelayMs === undefined ? {} : { deletionDelayMs }),
  });
  const variables: Record<string, string | undefined> = {
    ...sandbox.environment,
    KNOT_BASE_URL: inProcessBaseUrl(sandbox),
    ...environment,
  };
  const set = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const target = targetOf(vendor.profile, Object.fromEntries(set), 'sandbox', 'knot');
  const transport = (through ?? ((inner) => inner))(inProcessTransport(sandbox));
  return runCatalogue({ vendor, target, transport, clock, seed: 1, ...(options ? { options } : {}) });
}

let loaded: Promise<Vendor> | undefined;

function loadOnce(): Promise<Vendor> {
  loaded ??= loadOne(SPECS, 'knot', 1);
  return loaded;
}

/** The result of one requirement. */
export function resultOf(results: Results, slug: string): RequirementResult {
  const found = results.requirements.find(({ id }) => id === `knot/${slug}`);
  if (!found) throw new Error(`no requirement knot/${slug}`);
  return found;
}

/** Ids by verdict, for assertions that tell which ones were unexpected. */
export function withVerdict(results: Results, ...verdicts: RequirementResult['verdict'][]): string[] {
  return results.requirements.filter(({ verdict }) => verdicts.includes(verdict)).map(({ id }) => id);
}
