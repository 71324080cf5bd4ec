import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { REPORT_FILES } from '../../../src/output/report-files.ts';
import { digestOf, MANIFEST } from '../../../src/output/manifest.ts';
import { OBSTACLES, OLD_FILES, snapshot } from '../output/places.ts';
import { COMMAND } from '../command.ts';
import { ended, test as base, type Ended } from './child.ts';
import { servePigeon } from './pigeon.ts';
import { IS_WHOLE, SLOW, slowIf } from '../part.ts';

// README.md: a foreign file of the name of an output is a refusal that names it, before anything is sent.

const path = (url: string): string => fileURLToPath(new URL(url, import.meta.url));
const NATIVE_COMMAND = [
  fileURLToPath(import.meta.resolve('@playwright/test/cli')),
  ...['test', '--config', path('../../../playwright.config.ts')],
];

interface Listening {
  readonly variables: Readonly<Record<string, string>>;
  /** How many requests have come. */
  readonly requests: () => number;
}

const test = base.extend<{ listening: Listening }>({
  listening: async ({}, use) => {
    let requests = 0;
    const target = createServer((_, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const variables = {
      CI: 'true',
      CONFORMANCE_SPECS: path('../third-vendor/specs'),
      PIGEON_BASE_URL: `http://127.0.0.1:${String((target.address() as AddressInfo).port)}`,
      PIGEON_TOKEN: 'token-of-nobody-at-all',
    };
    await use({ variables, requests: () => requests });
    target.close();
  },
});

/** A command of a whole process. */
function run(folder: string, command: readonly string[], variables: Listening['variables']): Promise<Ended> {
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: folder, ...variables };
  return ended(spawn(process.execPath, command, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

const CONFORMANCE = [COMMAND];
const REPORT_COMMAND = [...CONFORMANCE, 'report'];

interface Writer {
  readonly what: string;
  readonly command: readonly string[];
  /** Where it writes. */
  readonly dir: string;
  readonly names: readonly string[];
  readonly option: string;
}

const WRITERS: readonly Writer[] = [
  { what: 'a run', command: [...CONFORMANCE, '--report', 'out'], dir: 'out', names: REPORT_FILES, option: '--report' },
  {
    what: 'a native run',
    command: NATIVE_COMMAND,
    dir: 'conformance-report',
    names: REPORT_FILES,
    option: '--report',
  },
  {
    what: 'a shard',
    command: [...CONFORMANCE, '--shard', '1/2', '--report', 'out'],
    dir: 'out',
    names: ['shard-1-of-2.json'],
    option: '--report',
  },
  {
    what: 'a recording',
    command: [...CONFORMANCE, '--record', 'out'],
    dir: 'out',
    names: ['pigeon.cassette.json'],
    option: '--record',
  },
  {
    what: 'a merge',
    command: [...CONFORMANCE, 'merge', 'old', '--report', 'out'],
    dir: 'out',
    names: REPORT_FILES,
    option: '--report',
  },
  {
    what: 'a verification',
    command: [...CONFORMANCE, 'verify', ...['--ledger', 'l.json', '--results', 'old/results.json', '--report', 'out']],
    dir: 'out',
    names: REPORT_FILES,
    option: '--report',
  },
  {
    what: 'a rendering',
    command: [...REPORT_COMMAND, 'old/results.json', '--out', 'out/page.html'],
    dir: 'out',
    names: ['page.html'],
    option: '--out',
  },
  {
    what: 'a comparison',
    command: [...REPORT_COMMAND, '--compare', ...['old/results.json', 'old/results.json', '--out', 'out/page.html']],
    dir: 'out',
    names: ['page.html'],
    option: '--out',
  },
];

/** One of each kind; tests/self/output/folder.spec.ts tries all of them under every name. */
const KINDS = ['a foreign file', 'a file of this suite that was changed', 'a symbolic link to a file', 'a folder'];

/** All of them at once where there are names enough, else one after another; the first alone in part. */
function* arrangements(names: readonly string[]): Generator<readonly { name: string; obstacle: string }[]> {
  for (let start = 0; start < (IS_WHOLE ? KINDS.length : 1); start += names.length)
    yield KINDS.slice(start, start + names.length).map((obstacle, index) => {
      return { name: names[index] ?? '', obstacle };
    });
}

for (const { what, command, dir, names, option } of WRITERS)
  test(
    `${what} replaces nothing that is not of this suite, says so, and sends nothing`,
    slowIf(what !== 'a run'),
    async ({ gate, listening }) => {
      let number = 0;
      for (const arrangement of arrangements(names)) {
        const folder = join(gate.folder, String((number += 1)));
        await cp(OLD_FILES, join(folder, 'old'), { recursive: true });
        await mkdir(join(folder, dir));
        for (const { name, obstacle } of arrangement) OBSTACLES[obstacle]?.put(join(folder, dir), name);
        const before = snapshot(folder);
        const { code, out, err } = await run(folder, command, listening.variables);
        // The runner has one exit code for all that fails.
        expect(code, err).toBe(command === NATIVE_COMMAND ? 1 : 2);
        for (const { name, obstacle } of arrangement)
          expect(err).toContain(`"${dir}/${name}" (${OBSTACLES[obstacle]?.says ?? ''})`);
        expect(err).toContain(`name another place with ${option}.`);
        expect(err + out).not.toMatch(/^\s+at /m);
        expect(snapshot(folder)).toEqual(before);
      }
      expect(listening.requests()).toBe(0);
    },
  );

test('a ledger replaces nothing that is not a ledger', SLOW, async ({ gate, listening }) => {
  const refusals: [name: string, says: RegExp][] = [
    ['foreign.json', /^The file in --ledger is not a ledger of this suite/],
    ['link.json', /^--ledger names "link\.json", which is a symbolic link: name a file\.\n$/],
    ['folder', /^--ledger names "folder", which is a folder: name a file\.\n$/],
    ['foreign.json/ledger.json', /^The ledger cannot be written to "foreign\.json" \(ENOTDIR\): .*--ledger\.\n$/],
    ['out/results.json', /^--ledger names "out\/results\.json", which the run writes as another of its files/],
    ['', /^--ledger is empty: name a file\.\n$/],
  ];
  await writeFile(join(gate.folder, 'foreign.json'), '{"mine":1}');
  symlinkSync('foreign.json', join(gate.folder, 'link.json'));
  for (const name of ['folder', 'out']) await mkdir(join(gate.folder, name));
  const before = snapshot(gate.folder);
  for (const [name, says] of refusals) {
    const command = [...CONFORMANCE, '--report', 'out', '--ledger', name];
    const { code, err } = await run(gate.folder, command, listening.variables);
    expect({ code }, err).toEqual({ code: 2 });
    expect(err).toMatch(says);
  }
  const verify = ['verify', '--ledger', 'link.json', '--results', 'results.json', '--report', 'out'];
  const verified = await run(gate.folder, [...CONFORMANCE, ...verify], listening.variables);
  expect(verified.err).toMatch(/^--ledger names "link\.json", which is a symbolic link: name a file\.\n$/);
  expect(snapshot(gate.folder)).toEqual(before);
  expect(listening.requests()).toBe(0);
});

test('a page of a report does not take the name of another file of it', SLOW, async ({ gate }) => {
  await cp(OLD_FILES, gate.folder, { recursive: true });
  const before = snapshot(gate.folder);
  for (const name of ['junit.xml', 'shard-1-of-1.json', 'other/badge.json']) {
    const { code, err } = await run(gate.folder, [...REPORT_COMMAND, 'results.json', '--out', name], {});
    expect({ code, err }).toEqual({
      code: 2,
      err: `--out names "${name}", which has the name of another file of a report: name another.\n`,
    });
  }
  expect(snapshot(gate.folder)).toEqual(before);
});

test('what is refused as late as can be creates no folder', SLOW, async ({ gate, listening }) => {
  const { code, err } = await gate.run(['--record', 'tapes', '--report', 'out'], {
    ...listening.variables,
    PIGEON_CREATE_USER_COMMAND: 'echo somebody',
  }).ended;
  expect(code, err).toBe(2);
  expect(err).toContain('--record records requests');
  expect(snapshot(gate.folder)).toEqual({});
  expect(listening.requests()).toBe(0);
});

test('files of version 0.1.0 are replaced, all others stay', SLOW, async ({ gate }) => {
  const pigeon = await servePigeon();
  try {
    const dir = join(gate.folder, 'old');
    await cp(OLD_FILES, dir, { recursive: true });
    await cp(join(OLD_FILES, 'knot.cassette.json'), join(dir, 'pigeon.cassette.json'));
    await writeFile(join(gate.folder, 'mine.txt'), 'mine');
    const before = snapshot(gate.folder);
    const options = ['--report', 'old', '--record', 'old', '--ledger', 'kept/ledger.json'];
    const { code, err } = await gate.run(options, pigeon.variables).ended;
    expect(code, err).toBe(0);
    const written = [...REPORT_FILES, 'pigeon.cassette.json'];
    const after = snapshot(gate.folder);
    for (const name of written) expect(after[join(dir, name)], name).not.toBe(before[join(dir, name)]);
    const others = Object.keys(before).filter((name) => !written.some((one) => name === join(dir, one)));
    for (const name of others) expect(after[name], name).toBe(before[name]);
    const manifest = JSON.parse(await readFile(join(dir, MANIFEST), 'utf8')) as { files: unknown };
    expect(manifest.files).toEqual(
      Object.fromEntries(
        written.map((name) => [name, [digestOf(Buffer.from(after[join(dir, name)] ?? '', 'latin1'))]]),
      ),
    );
    expect(Object.keys(after).length).toBe(Object.keys(before).length + 3);
    // What it has written itself is no obstacle either.
    expect((await gate.run(options, pigeon.variables).ended).code).toBe(0);
  } finally {
    await pigeon.close();
  }
});
