import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { loadOne } from '../../../src/run/load-vendors.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';

interface Row {
  readonly id: string;
  readonly cases?: readonly string[];
}

/** A fictional vendor with another `auth`; see {@link specsWithAuth}. */
export async function withAuth(name: string, auth: object): Promise<Vendor> {
  const folder = specsWithAuth(name, auth);
  try {
    return await loadOne(folder.path, name, 1);
  } finally {
    folder.remove();
  }
}

/** The specs with another `auth` of one vendor: rows that claim nothing there are left out, others may provoke. */
export function specsWithAuth(name: string, auth: object): ReturnType<typeof ownTemporaryFolder> {
  const folder = ownTemporaryFolder();
  try {
    cpSync(fileURLToPath(new URL('specs', import.meta.url)), folder.path, { recursive: true });
    const change = (file: string, make: (value: Record<string, unknown>) => object): void => {
      const path = join(folder.path, name, file);
      writeFileSync(path, stringify(make(parse(readFileSync(path, 'utf8')) as Record<string, unknown>)));
    };
    change('profile.yaml', (profile) => ({ ...profile, auth }));
    change('requirements.yaml', ({ requirements }) => ({
      requirements: (requirements as Row[])
        .filter(({ cases }) => cases?.join() !== 'misplaced.*')
        .map((row) => (row.cases?.join() === 'credentials.*' ? { ...row, provoking: true } : row)),
    }));
    return folder;
  } catch (error) {
    folder.remove();
    throw error;
  }
}
