import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { compare } from '../reporters/compare/compare.ts';
import { compareHtml } from '../reporters/compare/html.ts';
import { compareText } from '../reporters/compare/text.ts';
import { print, printError } from '../reporters/print.ts';
import { renderHtml } from '../reporters/render/html.ts';
import { oneLine } from '../reporters/render/hostile.ts';
import { schemaViolation } from '../reporters/render/schema.ts';
import { derive, readBack, sentence, type Redacted } from '../src/evidence/redacted.ts';
import { Problem } from '../src/vendor/problem.ts';
import type { Results } from '../src/verdict/results.ts';
import { boundary } from '../tests/conformance/boundary.ts';
import { explain } from '../tests/conformance/explain.ts';

/**
 * `npm run report`: renders `index.html` again from a `results.json`, or compares two of them. Exits 0, 1 when a
 * comparison shows that something got worse, 2 when it was given what it cannot read or write.
 */

const INVALID = 2;

interface Options {
  readonly compare: boolean;
  readonly out?: string;
}

const program = new Command('npm run report --')
  .description('Renders the report of a results.json again, or compares two of them.')
  .argument('<results...>', 'results.json; with --compare the earlier one and the later one')
  .option('--compare', 'compare two results: exit 1 when something got worse', false)
  .option('--out <file>', 'where the page goes (default: index.html beside the results, or compare.html here)')
  .exitOverride();

try {
  program.parse();
  process.exitCode = run(program.args, program.opts<Options>());
} catch (error) {
  // Commander has said its own sentence already.
  if (!(error instanceof CommanderError)) printError(refusalOf(error));
  process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : INVALID;
}

function run(files: readonly string[], { compare: two, out }: Options): number {
  const [first = '', second = ''] = files;
  if (two) {
    if (files.length !== 2) throw new Problem(`--compare takes two results files, not ${files.length}.`);
    return compareFiles(first, second, out ?? 'compare.html');
  }
  if (files.length !== 1) throw new Problem(`One results file is rendered, not ${files.length}; --compare takes two.`);
  const page = derive(read(first), renderHtml);
  const file = out ?? join(dirname(first), 'index.html');
  write(file, page, files);
  print(boundary.text(`Report: ${file}`));
  return 0;
}

function compareFiles(before: string, after: string, out: string): number {
  const comparison = derive(readBack([read(before), read(after)] as const), ([one, other]) => compare(one, other));
  write(out, derive(comparison, compareHtml), [before, after]);
  print(boundary.text(`${compareText(comparison)}Comparison: ${out}`));
  return comparison.worse ? 1 : 0;
}

/** @throws Problem that says in one sentence why this file is no result. */
function read(file: string): Redacted<Results> {
  const value = parse(file, contents(file));
  // The mark of a finished file is told apart: it is the run that went wrong, not the file.
  if (typeof value === 'object' && value !== null && (value as Partial<Results>).complete !== true)
    throw new Problem(`"${file}" is not complete, so the run that wrote it did not end: run it again.`);
  const violation = schemaViolation(value);
  if (violation !== null)
    throw new Problem(
      `"${file}" is no results.json of this version: it breaks specs/results.schema.json ${oneLine(violation)}.`,
    );
  return readBack(value as Results);
}

function contents(file: string): string {
  try {
    if (statSync(file).isDirectory()) throw new Problem(`"${file}" is a folder; name the results.json in it.`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new Problem(
      code === 'ENOENT' ? `There is no file "${file}".` : `"${file}" cannot be read (${code ?? 'unknown error'}).`,
    );
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(`"${file}" is not JSON.`);
  }
}

function write(file: string, page: Redacted<string>, inputs: readonly string[]): void {
  if (inputs.some((input) => resolve(input) === resolve(file)))
    throw new Problem(`--out names "${file}", which is what the page is made from; name another file.`);
  try {
    writeFileSync(file, page);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Problem(`The page cannot be written to "${file}" (${code ?? 'unknown error'}): name another with --out.`);
  }
}

function refusalOf(error: unknown): Redacted<string> {
  const text = explain(error, 'npm run report', dirname(program.args[0] ?? ''));
  return error instanceof Problem ? text : sentence`The report could not be rendered: ${text}`;
}
