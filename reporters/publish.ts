import { resolve } from 'node:path';
import { derive, type Redacted } from '../src/evidence/redacted.ts';
import { NO_FORMATS, type ReportFormats } from '../src/output/report-files.ts';
import type { Results } from '../src/verdict/results.ts';
import { appendJobSummary } from './job-summary.ts';
import { print } from './print.ts';
import { renderAnnotations } from './render/pull-request.ts';
import { renderTerminal } from './render/terminal.ts';
import { writeReport } from './write.ts';

/**
 * Writes the report and prints it: to the terminal, and where GitHub Actions runs it, to the job summary and as
 * annotations.
 */
export async function publishReport(
  dir: string,
  results: Redacted<Results>,
  formats: ReportFormats = NO_FORMATS,
): Promise<void> {
  await writeReport(dir, results, formats);
  await appendJobSummary(results);
  const annotations = process.env.GITHUB_ACTIONS === 'true' ? derive(results, renderAnnotations) : '';
  if (annotations !== '') print(annotations);
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  print(derive(results, (redacted) => renderTerminal(redacted, { colour, reportDir: resolve(dir) })));
}
