import { fileURLToPath } from 'node:url';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { loadOne } from '../../../src/run/load-vendors.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { judgeVendor } from '../run/judge-vendor.ts';

const SPECS = fileURLToPath(new URL('specs', import.meta.url));

const loaded = new Map<string, Promise<Vendor>>();

/** A fictional vendor: four YAML files, and not a line of TypeScript in src/ that knows it. */
function vendorNamed(name: string): Promise<Vendor> {
  const vendor = loaded.get(name) ?? loadOne(SPECS, name, 1);
  loaded.set(name, vendor);
  return vendor;
}

interface JudgeOptions {
  /** Default: the one whose server it is, as its files describe it. */
  readonly vendor?: Vendor;
  readonly options?: Partial<Results['options']>;
}

/**
 * Judges a server of a fictional vendor in process.
 * @param made the server, or what makes one that goes by the run's clock
 */
export async function judge(
  made: Sandbox | ((clock: Clock) => Sandbox),
  clock: Clock = virtualClock(),
  select?: (requirement: Requirement) => boolean,
  { vendor: given, options = {} }: JudgeOptions = {},
): Promise<Results> {
  const server = typeof made === 'function' ? made(clock) : made;
  const vendor = given ?? (await vendorNamed(server.vendor));
  const environment = { ...server.environment, [`${vendor.profile.env}_BASE_URL`]: inProcessBaseUrl(server) };
  const target = readTarget(vendor.profile, environment, 'configured', vendor.name);
  const transport = inProcessTransport(server);
  return judgeVendor({ vendor, target, transport, clock, seed: 1, options, ...(select ? { select } : {}) });
}

/** What is not as good as it should be, for a reader of a failing test. */
export function complaints({ requirements }: Results): unknown[] {
  return requirements
    .filter(({ verdict }) => !['pass', 'info', 'not-observed', 'not-applicable'].includes(verdict))
    .map(({ id, verdict, message, actual }) => ({ id, verdict, message, actual }));
}

/** Ids of the requirements that fail. */
export function failing({ requirements }: Results): string[] {
  return requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
}
