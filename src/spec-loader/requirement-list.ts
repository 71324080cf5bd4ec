import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Area } from '../verdict/types.ts';

/** What a list of requirements needs of each; the vendor's other files are not read. */
export interface ListedRequirement {
  readonly id: string;
  readonly area: Area;
  readonly text: string;
  /** Argued to be untestable. */
  readonly excluded: boolean;
}

/** Names of the vendors that a folder holds: one folder each. */
export function vendorNames(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * The requirements of a vendor as its file lists them, unchecked; none where there is no such file.
 * @param directory holds one folder per vendor
 */
export function listRequirements(directory: string, vendor: string): ListedRequirement[] {
  const path = join(directory, vendor, 'requirements.yaml');
  if (!existsSync(path)) return [];
  const { requirements } = parse(readFileSync(path, 'utf8'), { merge: true, maxAliasCount: 1000 }) as {
    requirements: { id: string; area: Area; text: string; excluded?: string }[];
  };
  return requirements.map(({ id, area, text, excluded }) => ({ id, area, text, excluded: excluded !== undefined }));
}
