import { appendFile } from 'node:fs/promises';
import type { Results } from '../src/verdict/results.ts';
import { renderSummary } from './render/summary.ts';

/**
 * Appends the summary to the job summary of GitHub Actions, where there is one. A job summary is a convenience: what
 * keeps it from being written is said, and changes no outcome.
 * @param file what $GITHUB_STEP_SUMMARY names
 */
export async function appendJobSummary(results: Results, file = process.env.GITHUB_STEP_SUMMARY): Promise<void> {
  if (!file) return;
  try {
    await appendFile(file, `${renderSummary(results)}\n`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    console.error(
      `The file that GITHUB_STEP_SUMMARY names cannot be written (${code ?? 'unknown error'}); summary.md of the report says the same.`,
    );
  }
}
