import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Nameable } from '../../src/run/known-failures.ts';
import { loadOne } from '../../src/run/vendors.ts';
import { readEnvironment } from '../../src/target/index.ts';
import { loadProfile, vendorNames } from '../../src/vendor/load.ts';
import { Problem } from '../../src/vendor/problem.ts';
import type { Vendor } from '../../src/vendor/types.ts';
import { readYaml } from '../../src/vendor/yaml-file.ts';
import type { Plan } from './published.ts';

const BUILT_IN = fileURLToPath(new URL('../../specs', import.meta.url));
const FILES = ['openapi.yaml', 'errata.yaml', 'profile.yaml', 'requirements.yaml'];

/** The vendors at hand; `incomplete` names folders that lack one of the four files. */
export interface Catalogue {
  readonly profiles: readonly Pick<Vendor, 'name' | 'profile'>[];
  readonly incomplete: readonly string[];
}

/**
 * Reads every vendor's profile.
 * @throws Problem where one of them is not what it should be.
 */
export function readCatalogue(): Catalogue {
  const specs = specsFolder();
  const names = vendorNames(specs);
  const isComplete = (name: string) => FILES.every((file) => existsSync(join(specs, name, file)));
  return {
    profiles: names.filter(isComplete).map((name) => loadProfile(specs, name)),
    incomplete: names.filter((name) => !isComplete(name)),
  };
}

/** Every row of every vendor at hand, judged or not; of a vendor that is not, the rows are not held against anything. */
export function readRows(): Nameable[] {
  const specs = specsFolder();
  return readCatalogue().profiles.flatMap(({ name }) => {
    const { value } = readYaml(join(specs, name, 'requirements.yaml'), `${name}/requirements.yaml`);
    const { requirements } = value as { requirements: { id: string; excluded?: string }[] };
    return requirements.map(({ id, excluded }) => ({ id, excluded: excluded !== undefined }));
  });
}

const loaded = new Map<string, Promise<Vendor>>();

/**
 * Reads vendors whole. The plan, the set-up and the end of a run ask for the same ones, in one process.
 * @throws Problem where one of them contradicts itself.
 */
export function loadWhole(names: readonly string[], seed: number): Promise<Vendor[]> {
  const specs = specsFolder();
  const once = (name: string): Promise<Vendor> => {
    const key = JSON.stringify([specs, name, seed]);
    const vendor = loaded.get(key) ?? loadOne(specs, name, seed);
    loaded.set(key, vendor);
    return vendor;
  };
  return Promise.all(names.map(once));
}

/** The vendors that a run judges. */
export function loadJudged({ order, judged }: Plan): Promise<readonly Vendor[]> {
  return loadWhole(
    judged.map(({ vendor }) => vendor),
    order.seed,
  );
}

/** The folder of the vendors: the built-in one, or the operator's own. */
function specsFolder(): string {
  const { CONFORMANCE_SPECS: own } = readEnvironment(process.cwd());
  if (own === undefined || own === '') return BUILT_IN;
  const folder = resolve(own);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new Problem('CONFORMANCE_SPECS names no folder: it takes one that holds a folder for each vendor.');
}
