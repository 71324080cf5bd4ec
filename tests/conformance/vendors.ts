import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadOne } from '../../src/run/vendors.ts';
import { readEnvironment } from '../../src/target/index.ts';
import { vendorNames } from '../../src/vendor/load.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';

const BUILT_IN = fileURLToPath(new URL('../../specs', import.meta.url));
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
  const specs = specsFolder();
  const names = vendorNames(specs).filter((name) => !only || only.includes(name));
  const isComplete = (name: string) => FILES.every((file) => existsSync(join(specs, name, file)));
  return {
    vendors: await Promise.all(names.filter(isComplete).map((name) => loadOne(specs, name, seed))),
    incomplete: names.filter((name) => !isComplete(name)),
  };
}

/** The folder of the vendors: the built-in one, or the operator's own. */
function specsFolder(): string {
  const { CONFORMANCE_SPECS: own } = readEnvironment(process.cwd());
  if (own === undefined || own === '') return BUILT_IN;
  const folder = resolve(own);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new Problem('CONFORMANCE_SPECS names no folder: it takes one that holds a folder for each vendor.');
}
