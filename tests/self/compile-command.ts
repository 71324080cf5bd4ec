import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILD_SOURCES, buildPackage } from '../../scripts/build-package.ts';
import { suiteInfo } from '../../src/session/suite-info.ts';
import { COMPILED } from './command.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
// Below node_modules, so that the compiled code finds its dependencies.
const CACHE = join(ROOT, 'node_modules/.cache/self-test-command');

/** Before the self-tests: compiles the command once for all that start it, unless this very code is compiled already. */
export default function compileCommand(): void {
  const folder = join(CACHE, digestOfSources());
  if (!existsSync(folder)) compileInto(folder);
  process.env[COMPILED] = join(folder, 'dist/bin/conformance.js');
}

/** Renamed into place when it is whole: another run of the self-tests may compile the same. */
function compileInto(folder: string): void {
  mkdirSync(CACHE, { recursive: true });
  const earlier = readdirSync(CACHE);
  const own = mkdtempSync(join(CACHE, 'new-'));
  buildPackage(join(own, 'dist'), 'code alone');
  cpSync(join(ROOT, 'package.json'), join(own, 'package.json'));
  try {
    renameSync(own, folder);
  } catch {
    rmSync(own, { recursive: true }); // It was faster.
  }
  // Of older code one stays: a run that has begun with it may go on.
  for (const name of earlier.slice(0, -1)) rmSync(join(CACHE, name), { recursive: true, force: true });
}

function digestOfSources(): string {
  const hash = createHash('sha256').update(JSON.stringify([process.version, suiteInfo()]));
  for (const source of BUILD_SOURCES)
    for (const path of filesOf(join(ROOT, source))) hash.update(`${path}\n`).update(readFileSync(path)).update('\n');
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
