import { appendFile } from 'node:fs/promises';
import { errorCode, sentence, type Redacted } from '../src/evidence/redacted.ts';
import type { Results } from '../src/verdict/results.ts';
import { printError } from './print.ts';
import { renderSummary } from './render/summary.ts';

/**
 * Appends the summary to the job summary of GitHub Actions, where there is one. A job summary is a convenience: what
 * keeps it from being written is stated, and changes no outcome.
 * @param file what $GITHUB_STEP_SUMMARY names
 */
export async function appendJobSummary(
  results: Redacted<Results>,
  file = process.env.GITHUB_STEP_SUMMARY,
): Promise<void> {
  if (!file) return;
  try {
    await appendFile(file, `${renderSummary(results)}\n`);
  } catch (error) {
    printError(
      sentence`The file that GITHUB_STEP_SUMMARY names cannot be written (${errorCode(error)}); summary.md of the report has the same content.`,
    );
  }
}
