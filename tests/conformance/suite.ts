import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Results } from '../../src/verdict/results.ts';

const ROOT = new URL('../../', import.meta.url);

let known: Results['suite'] | undefined;

/** Name and version of this suite, as its package states them, and the commit where it is a checkout. Read once. */
export function suite(): Results['suite'] {
  return (known ??= readSuite());
}

function readSuite(): Results['suite'] {
  const text = readFileSync(new URL('package.json', ROOT), 'utf8');
  const { name, version } = JSON.parse(text) as { name: string; version: string };
  return { name, version, commit: commit() };
}

function commit(): string | null {
  try {
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] });
    return head.toString().trim();
  } catch {
    return null; // No git, or no checkout.
  }
}
