import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { print, printError } from '../reporters/print.ts';
import { renderComment } from '../reporters/render/pull-request.ts';
import { oneLine, safe } from '../reporters/render/sanitize.ts';
import { derive, readBack, sentence } from '../src/evidence/redacted.ts';
import { boundary } from '../src/session/redaction.ts';
import { readRedacted } from './write-page.ts';

/**
 * The step "Result" of action.yml: the text of the comment and the outputs, from the report of the step before. Where that was refused (exit 2) the folder may hold an earlier report, which is not looked at.
 */
const { DC_CODE = '2', DC_REPORT = '', DC_BASELINE = '', DC_WORKSPACE = '.' } = process.env;
const report = resolve(DC_WORKSPACE, DC_REPORT);
const file = join(report, 'results.json');
try {
  if (/^[013]$/.test(DC_CODE) && existsSync(file)) publish();
  else output({ outcome: 'invalid', failed: '0', 'report-path': '', comment: '' });
} catch (error) {
  printError(derive(boundary.text(error instanceof Error ? error.message : 'The report cannot be read.'), safe));
  process.exitCode = 2;
}

function publish(): void {
  const results = readRedacted(file);
  const baseline = DC_BASELINE === '' ? '' : resolve(DC_WORKSPACE, DC_BASELINE);
  if (baseline !== '' && !existsSync(baseline))
    print(sentence`The baseline is not there, so nothing is called a new failure.`);
  const base = existsSync(baseline) ? readRedacted(baseline) : null;
  const comment = resolve(process.env.RUNNER_TEMP ?? report, 'deletion-conformance-comment.md');
  writeFileSync(
    comment,
    derive(readBack({ results, base }), (both) => renderComment(both.results, both.base)),
  );
  const failed = results.requirements.filter(({ verdict }) => verdict === 'fail').length;
  output({ outcome: results.outcome, failed: String(failed), 'report-path': report, comment });
}

/** A line feed in a value would start another output. */
function output(values: Readonly<Record<string, string>>): void {
  const lines = Object.entries(values).map(([name, value]) => `${name}=${oneLine(value)}\n`);
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
}
