import { basename, dirname, join, resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { compare } from '../reporters/compare/compare.ts';
import { compareHtml } from '../reporters/compare/html.ts';
import { compareText } from '../reporters/compare/text.ts';
import { print, printError } from '../reporters/print.ts';
import { renderHtml } from '../reporters/render/html.ts';
import { derive, readBack, sentence, type Redacted } from '../src/evidence/redacted.ts';
import { reserveOutput } from '../src/output/folder.ts';
import { PAGE_OUTPUT } from '../src/output/kinds.ts';
import { kindOf } from '../src/output/known-shapes.ts';
import { readResults } from '../src/results/read-results.ts';
import { boundary } from '../src/session/boundary.ts';
import { explain } from '../src/session/explain.ts';
import { Problem } from '../src/vendor/problem.ts';
import type { Results } from '../src/verdict/results.ts';

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

/** It was redacted when it was written. */
function read(file: string): Redacted<Results> {
  return readBack(readResults(file));
}

function write(file: string, page: Redacted<string>, inputs: readonly string[]): void {
  if (/(?:^|[/\\])$/.test(file)) throw new Problem(`--out names no file ("${file}"): name one.`);
  if (inputs.some((input) => resolve(input) === resolve(file)))
    throw new Problem(`--out names "${file}", which is what the page is made from; name another file.`);
  const name = basename(file);
  if (kindOf(name) !== 'page')
    throw new Problem(`--out names "${file}", which has the name of another file of a report: name another.`);
  reserveOutput(dirname(file), [name], PAGE_OUTPUT).write({ [name]: page });
}

function refusalOf(error: unknown): Redacted<string> {
  const text = explain(error, 'npm run report', dirname(program.args[0] ?? ''));
  return error instanceof Problem ? text : sentence`The report could not be rendered: ${text}`;
}
