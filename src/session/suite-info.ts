import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Results } from '../verdict/results.ts';

const ROOT = new URL('../../', import.meta.url);
const MEASURED = new URL('docs/detection.md', ROOT);

let known: Results['suite'] | undefined;

/** Name and version of this suite, as its package states them, and the commit where it is a checkout. Read once. */
export function suiteInfo(): Results['suite'] {
  return (known ??= readSuite());
}

/** What the suite was measured to catch and to spare, in one sentence; null where the measurement is not at hand. */
export function detectionSentence(): string | null {
  try {
    return /^This suite's checks catch .*$/m.exec(readFileSync(MEASURED, 'utf8'))?.[0] ?? null;
  } catch {
    return null;
  }
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
