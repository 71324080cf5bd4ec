/** Puts the report into its folder. `results.json` comes last: where it is present, everything else is present too. */

import { reserveOutput } from '../src/output/folder.ts';
import { REPORT_OUTPUT } from '../src/output/kinds.ts';
import type { Redacted } from '../src/evidence/redacted.ts';
import type { Results } from '../src/verdict/results.ts';
import { ownFiles } from '../src/output/inspect.ts';
import {
  FORMAT_FILES,
  NO_FORMATS,
  RENDERED_FILES,
  reportFiles,
  type RenderedFile,
  type ReportFormats,
} from '../src/output/report-files.ts';
import { renderBadge } from './render/badge.ts';
import { renderFormats } from './render/formats.ts';
import { renderHtml } from './render/html.ts';
import { renderJunit } from './render/junit.ts';
import { schemaViolation } from '../src/results/results-schema.ts';
import { resultsText } from '../src/results/results-text.ts';
import { renderSummary } from './render/summary.ts';

const RENDERERS: Readonly<Record<RenderedFile, (results: Results) => string>> = {
  'index.html': (results) => renderHtml(results),
  'junit.xml': renderJunit,
  'summary.md': renderSummary,
  'badge.json': renderBadge,
};

/**
 * Writes all files of the report together to `dir`, which is created where it is missing. What was there before stays
 * until all of them are written. A further format that was not asked for is removed: it would be of an earlier run.
 * @returns the names of the files, in the order in which they take their places.
 * @throws Error when the results break `specs/results.schema.json`; ConfigurationError when the folder cannot be written or holds a
 *   file of such a name that is not a report's.
 */
export async function writeReport(
  dir: string,
  results: Redacted<Results>,
  asked: ReportFormats = NO_FORMATS,
): Promise<string[]> {
  assertResults(results);
  const rendered = RENDERED_FILES.map((name) => [name, RENDERERS[name](results)]);
  const last = ['results.json', resultsText(results)];
  const contents = Object.fromEntries([...renderFormats(results, asked), ...rendered, last]) as Record<string, string>;
  reserveOutput(dir, reportFiles(asked.formats), REPORT_OUTPUT).write(contents);
  const earlier = Object.values(FORMAT_FILES).filter((name) => !(name in contents));
  for (const name of ownFiles(dir, earlier)) reserveOutput(dir, [name], REPORT_OUTPUT).remove(name);
  return Object.keys(contents);
}

/**
 * Validates a value against `specs/results.schema.json`.
 * @throws Error that names the offending place.
 */
export function assertResults(value: unknown): asserts value is Results {
  const violation = schemaViolation(value);
  if (violation === null) return;
  throw new Error(
    `The results do not conform to specs/results.schema.json: ${violation}. This is a fault of the suite, not of the target: please report it.`,
  );
}
