import { register } from 'node:module';
import { virtualClock, type Clock } from '../../../../src/clock.ts';
import type { createKnotSandbox } from '../../../../src/sandbox/knot/index.ts';
import {
  newMastercardCredentials,
  type MastercardCredentials,
} from '../../../../src/sandbox/mastercard/credentials.ts';
import type { createMastercardSandbox } from '../../../../src/sandbox/mastercard/index.ts';
import type { Sandbox } from '../../../../src/sandbox/index.ts';
import { judgeSandbox, verdictsOf, type Run, type Verdicts } from '../../run/in-process.ts';
import type { Instrumented } from './instrument.ts';
import { beginAgain } from './random.ts';
import type { VendorName } from './types.ts';

const SANDBOX = new URL('../../../../src/sandbox/', import.meta.url);

/** Makes {@link newSandbox} load this code. Once in a process. */
export function useInstrumented({ sources }: Instrumented): void {
  const urls = Object.entries(sources).map(([name, source]) => [new URL(name, SANDBOX).href, source]);
  register('./load.ts', import.meta.url, { data: Object.fromEntries(urls) as object });
}

let loaded = 0;
let keys: Promise<MastercardCredentials> | undefined;

/** Judges a sandbox by a run, with the mutant that is switched on. */
export async function judgeInstrumented(vendor: VendorName, run: Run): Promise<Verdicts> {
  const clock = virtualClock();
  return verdictsOf(await judgeSandbox(await newSandbox(vendor, clock), clock, run));
}

/** A vendor's sandbox, freshly loaded from the instrumented code. */
export async function newSandbox(vendor: VendorName, clock: Clock): Promise<Sandbox> {
  loaded += 1;
  beginAgain();
  const url = new URL(`${vendor}/index.ts?mutant=${loaded}`, SANDBOX).href;
  const module = (await import(url)) as {
    createKnotSandbox: typeof createKnotSandbox;
    createMastercardSandbox: typeof createMastercardSandbox;
  };
  if (vendor === 'knot') return module.createKnotSandbox({ clock });
  // Signing is half of what a run costs, and nobody attacks these keys.
  keys ??= newMastercardCredentials(1024);
  return module.createMastercardSandbox({ clock, credentials: await keys });
}

/** Removes the key files that this process has made. */
export async function disposeOfShortKeys(): Promise<void> {
  await (await keys)?.dispose();
}
