import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Results } from '../../src/verdict/results.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Name and version of the suite, and the commit that it was checked out at, where that can be told. */
export function readSuite(): Results['suite'] {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    name: string;
    version: string;
  };
  return { name, version, commit: readCommit() };
}

function readCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null; // Not a checkout, or no git here.
  }
}
