import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError, configurationErrors, didYouMean } from '../errors.ts';
import type { Vendor } from './types.ts';
import { readYaml, validateFile } from './yaml-file.ts';

/** The pinned requirements that find most faults per request, and what they were measured to find. */
export interface QuickSubset {
  /** Requests and users of a run at a target that answers as documented. */
  readonly requests: number;
  readonly users: number;
  readonly whole: { readonly requests: number; readonly users: number };
  /** Of the faults that took no part in the choice. */
  readonly heldOut: Readonly<Record<'composed' | 'written', { readonly found: number; readonly of: number }>>;
  /** Names of the faults held out that were not found. */
  readonly missed: readonly string[];
  /** Ids. */
  readonly requirements: readonly string[];
}

/** Name of the file in the folder of a vendor. */
const QUICK_FILE = 'quick.yaml';

/** Whether a vendor pins what `--quick` judges. */
export function hasQuick(directory: string, vendor: string): boolean {
  return existsSync(join(directory, vendor, QUICK_FILE));
}

const SCHEMA = new URL('../../specs/quick.schema.json', import.meta.url);

/**
 * Reads what `--quick` judges of a vendor.
 * @throws ConfigurationError where the vendor has no such file, or the file names what is no tested requirement, with its line
 */
export function readQuick(
  directory: string,
  { name, requirements: all }: Pick<Vendor, 'name' | 'requirements'>,
): QuickSubset {
  const label = `${name}/${QUICK_FILE}`;
  if (!hasQuick(directory, name))
    throw new ConfigurationError(
      `--quick judges the requirements that ${label} pins, and ${name} has no such file: leave out --quick.`,
    );
  const file = readYaml(join(directory, name, QUICK_FILE), label);
  validateFile(file, JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
  const subset = file.value as QuickSubset;
  const tested = all.filter(({ check }) => check !== undefined).map(({ id }) => id);
  const mistakes = subset.requirements.flatMap((id, index) =>
    tested.includes(id)
      ? []
      : [`${file.where(['requirements', index])}: there is no tested requirement "${id}"${didYouMean(id, tested)}`],
  );
  if (mistakes.length > 0) throw configurationErrors(mistakes);
  return subset;
}

/** What a quick run is worth, in a clause: "catches 95 % of held-out composed faults (…)". Rounded down. */
export function quickFigure({ heldOut: { composed, written }, requests, users, whole }: QuickSubset): string {
  const share = (part: number, of: number): string => `${Math.floor((100 * part) / of)} %`;
  const faults = `${share(composed.found, composed.of)} of held-out composed faults (${composed.found} of ${composed.of})`;
  const seeded = `${share(written.found, written.of)} of those that its authors wrote (${written.found} of ${written.of})`;
  return `catches ${faults} and ${seeded} with ${requests} of ${whole.requests} requests and ${users} users`;
}
