import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base } from '@playwright/test';
import { digestOf, MANIFEST, manifestText } from '../../../src/output/manifest.ts';

/** Files as version 0.1.0 wrote them; of the pages the styles and scripts are shortened. */
export const OLD_FILES = fileURLToPath(new URL('version-0.1.0/', import.meta.url));

export const oldFile = (name: string): string => readFileSync(join(OLD_FILES, name), 'utf8');

/** A folder of the test's own, which goes with it. */
export const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'output-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** What may stand under the name of a file that is about to be written, and must stay. */
export const OBSTACLES: Readonly<Record<string, { put: (dir: string, name: string) => void; says: string }>> = {
  'a foreign file': { put: (dir, name) => writeFileSync(join(dir, name), 'mine'), says: 'not written by this suite' },
  'an empty file': { put: (dir, name) => writeFileSync(join(dir, name), ''), says: 'not written by this suite' },
  'a file of this suite that was changed': {
    put: (dir, name) => {
      const content = '{ "was": "ours" }\n';
      writeFileSync(join(dir, MANIFEST), manifestText(new Map([[name, [digestOf(content)]]])));
      writeFileSync(join(dir, name), `${content}and a note of mine\n`);
    },
    says: 'changed since this suite wrote it',
  },
  'a symbolic link to a file': {
    put: (dir, name) => {
      writeFileSync(join(dir, 'elsewhere'), 'mine');
      symlinkSync('elsewhere', join(dir, name));
    },
    says: 'a symbolic link',
  },
  'a symbolic link to nothing': {
    put: (dir, name) => symlinkSync('nowhere', join(dir, name)),
    says: 'a symbolic link',
  },
  'a folder': { put: (dir, name) => mkdirSync(join(dir, name)), says: 'a folder' },
};

/** Everything that is in a folder, byte for byte, links as where they lead. */
export function snapshot(dir: string): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true }).map((entry): [string, string] => {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) return [path, `→ ${readlinkSync(path)}`];
    return [path, entry.isFile() ? readFileSync(path, 'latin1') : 'a folder'];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
