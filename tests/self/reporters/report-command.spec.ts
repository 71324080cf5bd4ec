import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { writeReport } from '../../../reporters/write.ts';
import { CHECKOUT_COMMAND, COMMAND } from '../command.ts';
import { SLOW } from '../part.ts';
import { requirement, sampleResults } from './sample-results.ts';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run report -- …options` in a folder of the test's own. */
const test = base.extend<{ command: string; folder: string; report: (...options: string[]) => Promise<Ended> }>({
  command: [COMMAND, { option: true }],
  folder: async ({}, use, info) => {
    const folder = info.outputPath('work');
    await mkdir(folder, { recursive: true });
    await use(folder);
  },
  report: async ({ command, folder }, use) => {
    await use(
      (...options) =>
        new Promise((resolve) => {
          const child = execFile(
            process.execPath,
            [command, 'report', ...options],
            { cwd: folder },
            (_error, out, err) => resolve({ code: child.exitCode, out, err }),
          );
        }),
    );
  },
});

// Its lines name the command as a checkout calls it, for this process has written the original.
test.describe(() => {
  test.use({ command: CHECKOUT_COMMAND });

  test('renders the report of a run again byte for byte, beside the results or where --out says', async ({
    folder,
    report,
  }) => {
    await writeReport(join(folder, 'run'), sampleResults());
    const original = await readFile(join(folder, 'run/index.html'), 'utf8');
    await rm(join(folder, 'run/index.html'));
    expect(await report('run/results.json')).toEqual({ code: 0, out: 'Report: run/index.html\n', err: '' });
    expect(await readFile(join(folder, 'run/index.html'), 'utf8')).toBe(original);
    expect((await report('run/results.json', '--out', 'again.html')).code).toBe(0);
    expect(await readFile(join(folder, 'again.html'), 'utf8')).toBe(original);
  });
});

test('writes further formats next to the page, and refuses what is not of this suite', async ({ folder, report }) => {
  await writeReport(join(folder, 'run'), sampleResults());
  const options = ['run/results.json', '--format', 'har,sarif,ctrf', '--sarif-location', 'src/users.ts'];
  expect(await report(...options)).toEqual({ code: 0, out: 'Report: run/index.html\n', err: '' });
  expect(await readdir(join(folder, 'run'))).toEqual(
    expect.arrayContaining(['results.sarif', 'ctrf.json', 'evidence.har']),
  );
  expect(await readFile(join(folder, 'run/results.sarif'), 'utf8')).toContain('"uri": "src/users.ts"');
  await writeFile(join(folder, 'run/ctrf.json'), 'mine');
  expect(await report(...options)).toMatchObject({ code: 2, out: '' });
  expect(await readFile(join(folder, 'run/ctrf.json'), 'utf8')).toBe('mine');
});

test('compares two runs: 0 when nothing got worse, 1 when something did', async ({ folder, report }) => {
  const passing = sampleResults({ outcome: 'conformant', requirements: [requirement()] });
  const failing = sampleResults({ requirements: [requirement({ verdict: 'fail' })] });
  await writeReport(join(folder, 'good'), passing);
  await writeReport(join(folder, 'bad'), failing);
  const worse = await report('--compare', 'good/results.json', 'bad/results.json');
  expect(worse).toMatchObject({ code: 1, err: '' });
  expect(worse.out).toContain('Newly failing (1)');
  expect(await readFile(join(folder, 'compare.html'), 'utf8')).toContain('Worse: 1 requirement got worse.');
  const better = await report('--compare', 'bad/results.json', 'good/results.json', '--out', 'better.html');
  expect(better).toMatchObject({ code: 0, err: '' });
  expect(better.out).toContain('Newly passing (1)');
  expect(await readFile(join(folder, 'better.html'), 'utf8')).toContain('Better: nothing got worse.');
});

test(
  'what cannot be read or written is one sentence and exit 2, and nothing is written',
  SLOW,
  async ({ folder, report }) => {
    const { complete: _, ...unfinished } = sampleResults();
    const files = {
      'not.json': '{"schemaVersion":',
      'null.json': 'null',
      'unfinished.json': JSON.stringify(unfinished),
      'other.json': JSON.stringify({ ...sampleResults(), requirements: [requirement({ verdict: 'green' as never })] }),
      'good.json': JSON.stringify(sampleResults()),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const refusals: [options: string[], sentence: RegExp][] = [
      [['absent.json'], /^There is no file "absent.json"\.\n$/],
      [['.'], /^"\." is a folder; name the results\.json in it\.\n$/],
      [['not.json'], /^"not.json" is not JSON\.\n$/],
      [['null.json'], /^"null.json" is not a results\.json .* must be object\.\n$/],
      [
        ['unfinished.json'],
        /^"unfinished.json" is not complete, so the run that wrote it did not end: run it again\.\n$/,
      ],
      [['other.json'], /^"other.json" is not a results\.json .* at \/requirements\/0\/verdict: must be equal .*\.\n$/],
      [['--compare', 'good.json'], /^--compare takes two results files, not 1\.\n$/],
      [['--compare', 'good.json', 'absent.json'], /^There is no file "absent.json"\.\n$/],
      [['good.json', 'good.json'], /^One results file is rendered, not 2; --compare takes two\.\n$/],
      [['good.json', '--out', 'good.json'], /^--out is the input "good.json"; .*\.\n$/],
      [
        ['good.json', '--out', 'no/such/folder.html'],
        /^The page cannot be written to .* \(ENOENT\): .* name another .*\.\n$/,
      ],
      [['good.json', '--out', ''], /^--out names no file \(""\): name one\.\n$/],
      [['good.json', '--out', 'folder/'], /^--out names no file \("folder\/"\): name one\.\n$/],
      [['good.json', '--out', '..'], /^The page would replace .*\(a folder\).*--out\.\n$/],
      [['good.json', '--colour'], /unknown option '--colour'\n$/],
      [[], /missing required argument 'results'\n$/],
    ];
    for (const [options, sentence] of refusals) {
      const { code, out, err } = await report(...options);
      expect(err, options.join(' ')).toMatch(sentence);
      expect({ code, out }, options.join(' ')).toEqual({ code: 2, out: '' });
    }
    expect((await readdir(folder)).sort()).toEqual(Object.keys(files).sort());
  },
);
