import { resolve } from 'node:path';
import { derive, type Redacted } from '../src/evidence/redacted.ts';
import { NO_FORMATS, type ReportFormats } from '../src/output/report-files.ts';
import type { Results } from '../src/verdict/results.ts';
import { appendJobSummary } from './job-summary.ts';
import { print } from './print.ts';
import { renderTerminal } from './render/terminal.ts';
import { writeReport } from './write.ts';

/** Writes the report and prints it: to the terminal, and to the job summary where there is one. */
export async function publishReport(
  dir: string,
  results: Redacted<Results>,
  formats: ReportFormats = NO_FORMATS,
): Promise<void> {
  await writeReport(dir, results, formats);
  await appendJobSummary(results);
  const colour = process.stdout.isTTY && !process.env.NO_COLOR;
  print(derive(results, (redacted) => renderTerminal(redacted, { colour, reportDir: resolve(dir) })));
}
