import { printError } from '../reporters/print.ts';
import { UNACCEPTED_TEXT } from '../reporters/render/messages.ts';
import type { Redacted } from '../src/evidence/redacted.ts';
import { exitCodeOf } from '../src/verdict/exit-code.ts';
import type { ReportFormats } from '../src/output/report-files.ts';
import type { Results } from '../src/verdict/results.ts';

/**
 * Writes the report of results that were not judged just now, and prints what they come to.
 * @returns the exit code
 */
export async function publish(report: string, results: Redacted<Results>, formats: ReportFormats): Promise<number> {
  const { publishReport } = await import('../reporters/publish.ts');
  await publishReport(report, results, formats);
  const { code, unaccepted } = exitCodeOf(results);
  if (unaccepted) printError(UNACCEPTED_TEXT);
  return code;
}
