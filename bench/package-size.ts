import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packPackage } from '../scripts/build-package.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Prints what installing the package costs: bytes on the disk and packages, its own included. */
export function benchPackage(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-package-'));
  try {
    const packed = statSync(packPackage(folder)).size;
    const list = ['ls', '--omit=dev', '--all', '--parseable'];
    const [, ...dependencies] = execFileSync('npm', list, { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
    const own = bytesIn(join(folder, 'dist'));
    const bytes = dependencies.reduce((sum, one) => sum + bytesIn(one), own);
    const mb = (size: number): string => (size / 1e6).toFixed(1);
    console.log(
      `package: ${mb(bytes)} MB installed in ${dependencies.length + 1} packages (aim: under 15 MB and 80), ` +
        `of which ${mb(own)} MB its own; ${mb(packed)} MB packed`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes of the files of a package, those nested in its own node_modules left out: they are listed by themselves. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => join(folder, entry.name))
    .reduce((sum, path) => sum + (lstatSync(path).isDirectory() ? bytesIn(path) : lstatSync(path).size), 0);
}
