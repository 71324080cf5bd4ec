import { basename, dirname, resolve } from 'node:path';
import { readBack, type Redacted } from '../src/evidence/redacted.ts';
import { reserveOutput } from '../src/output/folder.ts';
import { PAGE_OUTPUT } from '../src/output/kinds.ts';
import { kindOf } from '../src/output/known-shapes.ts';
import { readResults } from '../src/results/read-results.ts';
import { ConfigurationError } from '../src/errors.ts';
import type { Results } from '../src/verdict/results.ts';

/** Results of an earlier run: they were redacted when they were written. */
export function readRedacted(file: string): Redacted<Results> {
  return readBack(readResults(file));
}

/**
 * Writes one page.
 * @param inputs files that it is made from
 * @throws ConfigurationError where the file is one of them, or another file that must not be replaced
 */
export function writePage(file: string, page: Redacted<string>, inputs: readonly string[]): void {
  if (/(?:^|[/\\])$/.test(file)) throw new ConfigurationError(`--out names no file ("${file}"): name one.`);
  if (inputs.some((input) => resolve(input) === resolve(file)))
    throw new ConfigurationError(`--out is the input "${file}"; choose another file.`);
  const name = basename(file);
  if (kindOf(name) !== 'page')
    throw new ConfigurationError(
      `--out names "${file}", which has the name of another file of a report: name another.`,
    );
  reserveOutput(dirname(file), [name], PAGE_OUTPUT).write({ [name]: page });
}
