/** Puts the report into its folder. `results.json` comes last: where it stands, everything else stands too. */

import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Redacted } from '../src/evidence/redacted.ts';
import type { Results } from '../src/verdict/results.ts';
import { RENDERED_FILES, REPORT_FILES, type RenderedFile } from './files.ts';
import { renderBadge } from './render/badge.ts';
import { renderHtml } from './render/html.ts';
import { renderJunit } from './render/junit.ts';
import { schemaViolation } from './render/schema.ts';
import { renderSummary } from './render/summary.ts';

const RENDERERS: Readonly<Record<RenderedFile, (results: Results) => string>> = {
  'index.html': renderHtml,
  'junit.xml': renderJunit,
  'summary.md': renderSummary,
  'badge.json': renderBadge,
};

/**
 * Writes all files of the report to `dir`, which is made where it is missing.
 * @returns the names of the files, in the order in which they were written.
 * @throws Error when the results break `specs/results.schema.json` (nothing is written then), and whatever the file
 *   system says when the folder cannot be written.
 */
export async function writeReport(dir: string, results: Redacted<Results>): Promise<string[]> {
  assertResults(results);
  await mkdir(dir, { recursive: true });
  for (const name of RENDERED_FILES) await writeAtomically(dir, name, RENDERERS[name](results));
  const { complete, ...rest } = results;
  await writeAtomically(dir, 'results.json', `${JSON.stringify({ ...rest, complete }, null, 2)}\n`);
  return [...REPORT_FILES];
}

/**
 * Holds a value against `specs/results.schema.json`.
 * @throws Error that names the offending place.
 */
export function assertResults(value: unknown): asserts value is Results {
  const violation = schemaViolation(value);
  if (violation === null) return;
  throw new Error(
    `The results break their own schema (specs/results.schema.json) ${violation}. This is a fault of the suite, not of the target: please report it.`,
  );
}

/** A reader sees the old file or the new one, never half of it. */
async function writeAtomically(dir: string, name: string, content: string): Promise<void> {
  const temporary = join(dir, `.${name}.${process.pid}.tmp`);
  try {
    await writeFile(temporary, content);
    await rename(temporary, join(dir, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
