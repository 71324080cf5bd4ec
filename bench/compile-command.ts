import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPackage } from '../scripts/build-package.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Below node_modules, so that the compiled code finds its dependencies. */
const FOLDER = join(ROOT, 'node_modules/.cache/bench');

/** Compiles the command as an installed package has it. @returns its path */
export function compileCommand(): string {
  buildPackage(join(FOLDER, 'dist'), 'code alone');
  cpSync(join(ROOT, 'package.json'), join(FOLDER, 'package.json'));
  return join(FOLDER, 'dist/bin/conformance.js');
}
