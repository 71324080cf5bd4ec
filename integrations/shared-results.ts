import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { TestInfo } from '@playwright/test';
import type { Results } from '../src/verdict/results.ts';

interface Kept {
  readonly results: Results;
  /** Ids of the tests that received them. */
  readonly served: readonly string[];
}

/**
 * Judges once for all tests of a file. A failing test ends its worker, so the results are kept in the project's output
 * folder for the next one; a test that asks twice belongs to another run (`--ui`, watch), which is judged again.
 */
export function sharedResults(judge: () => Promise<Results>): (info: TestInfo) => Promise<Results> {
  return async (info) => {
    const file = fileOf(info);
    const kept = read(file);
    const isKnown = kept !== undefined && !kept.served.includes(info.testId);
    const results = isKnown ? kept.results : await judge();
    const served = isKnown ? kept.served : [];
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, JSON.stringify({ results, served: [...served, info.testId] } satisfies Kept));
    return results;
  };
}

/** Of one runner process, project, file and repetition. */
function fileOf({ project, repeatEachIndex, file }: TestInfo): string {
  const key = createHash('sha256')
    .update(`${project.name}\n${file}\n${String(repeatEachIndex)}`)
    .digest('hex');
  return join(project.outputDir, '.deletion-conformance', `${String(process.ppid)}-${key.slice(0, 16)}.json`);
}

function read(file: string): Kept | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept;
  } catch {
    return undefined;
  }
}
