import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder for a child run: what runs leave there is its own, what the loaders keep compiled is shared. */
export function ownTemporaryFolder(): { path: string; remove: () => void } {
  const shared = tmpdir();
  const path = mkdtempSync(join(shared, 'own-tmp-'));
  for (const name of readdirSync(shared))
    if (/^(tsx|playwright-transform-cache)-/.test(name)) symlinkSync(join(shared, name), join(path, name));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
