import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { SLOW } from './part.ts';
import { TIERS, type Tier } from './tiers.ts';

// Every push runs `npm test` and `npm run test:slow`: together they are every test, but for those of the night.

const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Folders without a fast test, and why. */
const SLOW_ALTOGETHER: Readonly<Record<string, string>> = {
  package: 'The package is built and installed before its first test.',
};

/** Runs Node with nothing of this process's but what finds the same caches. Returns what it prints. */
function output(args: readonly string[]): string {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
  const { stdout, stderr, error } = spawnSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(error, stderr).toBeUndefined();
  return stdout;
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly { readonly file: string; readonly title: string; readonly tags: readonly string[] }[];
}

/** Every test: its file, and what a tier goes by. */
function every({ suites = [], specs = [] }: Suite): { file: string; text: string }[] {
  const own = specs.map(({ file, title, tags }) => ({
    file,
    text: [title, ...tags.map((tag) => `@${tag}`)].join(' '),
  }));
  return [...own, ...suites.flatMap(every)];
}

const isOf = (tier: Tier, text: string): boolean => {
  const { grep = /^/, grepInvert = /[^\s\S]/ }: { grep?: RegExp; grepInvert?: RegExp } = TIERS[tier];
  return grep.test(text) && !grepInvert.test(text);
};

test('each test is fast, slow or long, and each folder keeps a fast one', SLOW, () => {
  const list = ['test', '--config', path('playwright.config.ts'), '--list', '--reporter', 'json'];
  const tests = every(JSON.parse(output([CLI, ...list])) as Suite);
  expect(tests.length).toBeGreaterThan(2000);
  const tiersOf = (text: string): string[] => [
    ...(['fast', 'slow'] as const).filter((tier) => isOf(tier, text)),
    ...(isOf('all', text) ? [] : ['long']),
  ];
  expect(tests.filter(({ text }) => tiersOf(text).length !== 1)).toEqual([]);
  expect(tests.filter(({ text }) => !isOf('whole', text))).toEqual([]);

  const folderOf = ({ file }: { file: string }): string => file.split('/').slice(0, -1).join('/');
  const withFast = new Set(tests.filter(({ text }) => isOf('fast', text)).map(folderOf));
  const withSlow = new Set(tests.filter(({ text }) => isOf('slow', text)).map(folderOf));
  const without = [...withSlow].filter((folder) => !withFast.has(folder));
  expect(without.sort()).toEqual(Object.keys(SLOW_ALTOGETHER).sort());
});

test('npm test and npm run test:slow run what npm run test:all runs, and no test twice', SLOW, () => {
  const listed = (...options: string[]): string[] => {
    const command = ['--import', import.meta.resolve('tsx'), path('../../bin/run-self-tests.ts'), ...options, '--list'];
    return output(command)
      .split('\n')
      .filter((line) => /^ {2}\S+:\d+:\d+ › /.test(line))
      .sort();
  };
  const [fast, slow, all, whole] = [listed(), listed('--slow'), listed('--all'), listed('--whole')];
  // A test of both would make this longer than all.
  expect([...fast, ...slow].sort()).toEqual(all);
  expect(fast.length).toBeGreaterThan(slow.length);
  expect(slow.length).toBeGreaterThan(100);
  expect(all.filter((line) => !whole.includes(line))).toEqual([]);
  expect(whole.length).toBeGreaterThan(all.length);
});
