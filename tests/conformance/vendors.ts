import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadOne } from '../../src/run/vendors.ts';
import { vendorNames } from '../../src/vendor/load.ts';
import type { Vendor } from '../../src/vendor/types.ts';

const SPECS = fileURLToPath(new URL('../../specs', import.meta.url));
const FILES = ['openapi.yaml', 'errata.yaml', 'profile.yaml', 'requirements.yaml'];

/** The vendors at hand; `incomplete` names folders that lack one of the four files. */
export interface Catalogue {
  readonly vendors: readonly Vendor[];
  readonly incomplete: readonly string[];
}

/**
 * Reads every vendor, or only those named.
 * @throws Problem where one of them contradicts itself.
 */
export async function loadCatalogue(seed: number, only?: readonly string[]): Promise<Catalogue> {
  const names = vendorNames(SPECS).filter((name) => !only || only.includes(name));
  const isComplete = (name: string) => FILES.every((file) => existsSync(join(SPECS, name, file)));
  return {
    vendors: await Promise.all(names.filter(isComplete).map((name) => loadOne(SPECS, name, seed))),
    incomplete: names.filter((name) => !isComplete(name)),
  };
}
