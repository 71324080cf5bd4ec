import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Nameable } from '../results/known-failures-file.ts';
import { loadOne } from '../run/load-vendors.ts';
import type { Environment } from '../configuration/index.ts';
import { withEdition } from '../spec-loader/editions.ts';
import { loadProfile } from '../spec-loader/load.ts';
import { configurationErrors, ConfigurationError } from '../errors.ts';
import { listRequirements, vendorNames } from '../spec-loader/requirement-list.ts';
import type { Vendor } from '../spec-loader/types.ts';

const BUILT_IN = fileURLToPath(new URL('../../specs', import.meta.url));
const FILES = ['openapi.yaml', 'errata.yaml', 'profile.yaml', 'requirements.yaml'];

/** The vendors at hand; `incomplete` names folders that lack one of the four files. */
export interface Catalogue {
  readonly profiles: readonly Pick<Vendor, 'name' | 'profile'>[];
  readonly incomplete: readonly string[];
}

/**
 * Reads every vendor's profile.
 * @param wanted vendors that are asked for by name
 * @throws ConfigurationError where one of them is not what it should be, one that is asked for lacks a file, or there is none
 */
export function readCatalogue(environment: Environment, wanted: readonly string[] = []): Catalogue {
  const specs = specsFolder(environment);
  const names = vendorNames(specs);
  const missingOf = (name: string) => FILES.filter((file) => !existsSync(join(specs, name, file)));
  const complete = names.filter((name) => missingOf(name).length === 0);
  // A folder without any of them is something else.
  const incomplete = names.filter((name) => missingOf(name).length > 0 && missingOf(name).length < FILES.length);
  const asked = incomplete.filter((name) => complete.length === 0 || wanted.includes(name));
  if (asked.length > 0) throw configurationErrors(asked.map((name) => lacking(name, missingOf(name))));
  if (complete.length === 0)
    throw new ConfigurationError('CONFORMANCE_SPECS holds no vendor: it is a folder with one folder per vendor.');
  return { profiles: complete.map((name) => loadProfile(specs, name)), incomplete };
}

const lacking = (name: string, missing: readonly string[]): string =>
  `The vendor ${name} has no ${missing.join(', ')}: init writes what is missing, by the OpenAPI document.`;

/** The requirements of every vendor at hand by id, judged or not; their files are not checked further. */
export function readRequirementIds(environment: Environment): Nameable[] {
  const specs = specsFolder(environment);
  return readCatalogue(environment).profiles.flatMap(({ name }) => listRequirements(specs, name));
}

/**
 * Reads vendors whole.
 * @param seed of the generated cases
 * @param edition that counts; default: the newest of each vendor
 * @throws ConfigurationError where one of them contradicts itself
 */
export function loadWhole(
  names: readonly string[],
  seed: number,
  environment: Environment,
  edition?: string | null,
): Promise<Vendor[]> {
  const specs = specsFolder(environment);
  return Promise.all(
    names.map(async (name) => withEdition(await loadOne(specs, name, seed), specs, edition ?? undefined)),
  );
}

/**
 * The folder of the vendors: the built-in one, or the operator's own.
 * @throws ConfigurationError where CONFORMANCE_SPECS names no folder
 */
export function specsFolder({ CONFORMANCE_SPECS: own }: Environment): string {
  if (own === undefined || own === '') return BUILT_IN;
  const folder = resolve(own);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new ConfigurationError('CONFORMANCE_SPECS is not a folder: set it to a folder with one folder per vendor.');
}
