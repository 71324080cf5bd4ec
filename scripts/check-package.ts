import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackage } from './build-package.ts';

/** `npm run check:package`: packs the package and lets publint and attw look at what users would install. */
const folder = mkdtempSync(join(tmpdir(), 'check-package-'));
try {
  const packed = packPackage(folder);
  // The package is ES modules only, which every supported Node can load.
  const attw = ['attw', packed, '--profile', 'esm-only', '--no-definitely-typed', '--format', 'ascii', '--no-summary'];
  for (const command of [['publint', packed, '--strict'], attw]) {
    const { status } = spawnSync('npx', ['--no-install', ...command], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
