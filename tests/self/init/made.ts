import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { init, type InitOptions, type InitResult } from '../../../src/init/init.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';

/** A requirement as files hold it. */
export interface FileRequirement {
  readonly id: string;
  readonly check?: string;
  readonly cases?: readonly string[];
  readonly with?: Readonly<Record<string, unknown>>;
  readonly excluded?: string;
  readonly expect?: readonly { readonly level: string }[];
}

/** The requirements of a vendor's file that are judged. */
export function requirementsIn(path: string): FileRequirement[] {
  const text = readFileSync(path, 'utf8');
  const { requirements } = parse(text, { merge: true, maxAliasCount: 1000 }) as { requirements: FileRequirement[] };
  return requirements.filter(({ excluded }) => excluded === undefined);
}

/** A folder of this repository. */
export const here = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Writes a vendor into a folder of its own, and removes it afterwards. */
export async function withInit<T>(
  options: Omit<InitOptions, 'folder'>,
  act: (folder: string, made: InitResult) => Promise<T>,
): Promise<T> {
  const folder = ownTemporaryFolder();
  try {
    return await act(folder.path, await init({ ...options, folder: folder.path }));
  } finally {
    folder.remove();
  }
}
