/** The report's folder before the run: writable, and without an earlier run's report that could be taken for this one's. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPORT_FILES } from './files.ts';

/**
 * Makes the folder where it is missing, proves that it can be written, and removes the report's own files from it.
 * @param dir as the operator named it.
 * @param more names of further files that the run is about to write there.
 * @throws Error with one sentence that says what to do.
 */
export function prepareReportFolder(dir: string, more: readonly string[] = []): void {
  const probe = join(dir, `.writable.${String(process.pid)}.tmp`);
  try {
    mkdirSync(dir, { recursive: true });
    writeFileSync(probe, '');
    rmSync(probe);
    for (const name of [...REPORT_FILES, ...more]) rmSync(join(dir, name), { force: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `The report cannot be written to "${dir}" (${code ?? 'unknown error'}): make that folder writable or name another with --report.`,
      { cause: error },
    );
  }
}
