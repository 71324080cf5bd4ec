import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { AREAS, type Area } from './areas.ts';
import { currentFigures, FIGURES, figuresSentence } from './sandbox/figures.ts';
import { instrument } from './sandbox/instrument.ts';
import { measureSandbox } from './sandbox/measure.ts';
import { formatMeasured, readMeasured } from './sandbox/measured.ts';
import { writeUnclassed } from './sandbox/unclassed.ts';

/** Outside of everything that is checked, formatted or published. */
const CACHE = 'node_modules/.cache/mutation';
/** All that the tests of an area read, beside node_modules. */
const NEEDED = ['package.json', 'tsconfig.json', 'src/**', 'specs/**', 'tests/self/**'];

/** Tries every mutant of an area and prints those that survive; resolves with one line about it, and whether it will do. */
async function measure({ name, mutate, least }: Area): Promise<{ good: boolean; line: string }> {
  const start = performance.now();
  const mutants = await new Stryker({
    mutate: [mutate],
    testRunner: name,
    plugins: [fileURLToPath(import.meta.resolve('./runner.ts'))],
    // Modules are never forgotten by a process.
    maxTestRunnerReuse: 200,
    coverageAnalysis: 'perTest',
    ignorePatterns: ['**', ...NEEDED.map((pattern) => `!${pattern}`)],
    tempDirName: `${CACHE}/${name}`,
    reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
    clearTextReporter: { allowColor: false, allowEmojis: false, reportTests: false },
    htmlReporter: { fileName: `${CACHE}/${name}.html` },
    jsonReporter: { fileName: `${CACHE}/${name}.json` },
    concurrency: 2,
    // A busy machine must not pass for an endless loop.
    timeoutMS: 10_000,
    allowConsoleColors: false,
  }).runMutationTest();
  const count = (...statuses: string[]): number => mutants.filter(({ status }) => statuses.includes(status)).length;
  const [caught, survived] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  const score = (100 * caught) / (caught + survived);
  const seconds = Math.round((performance.now() - start) / 1000);
  const line =
    `${mutate}: ${caught} of ${caught + survived} mutants caught (${score.toFixed(1)} %), ` +
    `${count('Timeout')} of them by running out of time; ${survived} survived; ${count('Ignored')} left out by a comment ` +
    `with its reason; ${count('RuntimeError', 'CompileError')} could not be run; ${seconds} s`;
  return { good: score >= least, line };
}

/** The mutants that a run judges, not tests. */
const SANDBOX = 'sandbox';

/**
 * `npm run mutation -- sandbox [--fresh | --figures]`: judges the mutants that are new and writes the figures into the
 * pages; `--fresh` judges all of them again, `--figures` none.
 */
async function sandbox(options: readonly string[]): Promise<void> {
  if (!options.includes('--figures')) await measureSandbox(options.includes('--fresh'));
  await formatMeasured();
  await writeUnclassed((await instrument()).mutants, readMeasured());
  const sentence = figuresSentence(await currentFigures());
  for (const page of ['docs/detection.md', 'README.md'])
    await writeFile(page, (await readFile(page, 'utf8')).replace(FIGURES, sentence.slice(0, -1)));
  console.log(sentence);
}

/** `npm run mutation [-- AREA …]`. Without a name: the areas that tests judge, which take minutes. */
async function main(names: string[]): Promise<void> {
  process.chdir(fileURLToPath(new URL('../../../', import.meta.url)));
  if (names[0] === SANDBOX) return sandbox(names.slice(1));
  // Stryker's processes all load the runner.
  process.env.NODE_OPTIONS = '--import tsx';
  // A mutant that only a later example of a property would catch counts as survived.
  process.env.PROPERTY_RUNS = '10';
  const lines: string[] = [];
  for (const area of AREAS.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const { good, line } = await measure(area);
    lines.push(line);
    if (!good) process.exitCode = 1;
  }
  if (lines.length === 0)
    throw new Error(`no such area; there are ${[...AREAS.map(({ name }) => name), SANDBOX].join(', ')}`);
  console.log(lines.join('\n'));
}

await main(process.argv.slice(2));
