import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { MANIFEST } from '../../../src/output/manifest.ts';
import { REPORT_FILES } from '../../../src/output/report-files.ts';
import { SLOW } from '../part.ts';
import { ended, test as base, type Ended } from './child.ts';

// Most containers run as a user who may read the checkout and no more. Nothing is written outside the report's folder, the
// ledger and the system's temporary folder.

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PARTS = [
  'bin',
  'docs',
  'integrations',
  'reporters',
  'specs',
  'src',
  'tests/conformance',
  'package.json',
  'playwright.config.ts',
];

/** Nobody: to the superuser nothing is closed. */
const NOBODY = 65_534;

interface Checkout {
  /** A copy that the user of `run` may not change. */
  readonly dir: string;
  /** May be written. */
  readonly work: string;
  /** The system's temporary folder of what is run. */
  readonly temporary: string;
  readonly run: (
    command: readonly string[],
    cwd: string,
    variables?: Readonly<Record<string, string>>,
  ) => Promise<Ended>;
}

const test = base.extend<{ checkout: Checkout }>({
  checkout: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'read-only-'));
    const [dir, work, temporary] = ['checkout', 'work', 'temporary'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const part of PARTS) cpSync(join(ROOT, part), join(dir, part), { recursive: true });
    mkdirSync(join(dir, 'node_modules'));
    for (const name of readdirSync(join(ROOT, 'node_modules')).filter((one) => !one.startsWith('.')))
      symlinkSync(join(ROOT, 'node_modules', name), join(dir, 'node_modules', name));
    for (const one of [work, temporary]) mkdirSync(one);
    for (const [one, mode] of [
      [folder, 0o755],
      [work, 0o777],
      [temporary, 0o777],
    ] as const)
      chmodSync(one, mode);
    setMode(dir, 0o555);
    const user = process.getuid?.() === 0 && canRead(NOBODY) ? { uid: NOBODY, gid: NOBODY } : {};
    await use({
      dir,
      work,
      temporary,
      run: (command, cwd, variables) => {
        const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', TMPDIR: temporary, ...variables };
        return ended(spawn(process.execPath, command, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...user }));
      },
    });
    setMode(dir, 0o755);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Whether that user may read this checkout at all. */
function canRead(uid: number): boolean {
  const script = `require('fs').readFileSync(${JSON.stringify(fileURLToPath(import.meta.resolve('tsx')))})`;
  return spawnSync(process.execPath, ['-e', script], { uid, gid: uid }).status === 0;
}

function setMode(dir: string, mode: number): void {
  for (const entry of readdirSync(dir, { withFileTypes: true, recursive: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), mode);
  chmodSync(dir, mode);
}

/** Everything in a folder, with the time of its last change. */
function listing(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${String(lstatSync(path).mtimeMs)}`)
    .sort();
}

const SELECTION = ['--sandbox', '--vendor', 'knot', '--grep', 'unknown-user-is-refused', '--partial'];

test('the command runs from a checkout that its user cannot write to', SLOW, async ({ checkout }) => {
  const { dir, work, temporary, run } = checkout;
  const before = listing(dir);
  const report = join(work, 'report');
  const places = ['--report', report, '--ledger', join(work, 'ledger.json')];
  const { code, out, err } = await run([join(dir, 'bin/conformance.js'), ...SELECTION, ...places], dir);
  expect(code, out + err).toBe(0);
  expect(readdirSync(report).sort()).toEqual([MANIFEST, ...REPORT_FILES].sort());
  expect(readdirSync(work).sort()).toEqual(['ledger.json', 'report']);
  expect(listing(dir)).toEqual(before);
  // Caches of compiled code may stay.
  expect(readdirSync(temporary).filter((name) => name.startsWith('deletion-'))).toEqual([]);
});

test('a native run as well', SLOW, async ({ checkout }) => {
  const { dir, work, temporary, run } = checkout;
  const before = listing(dir);
  const cli = join(dir, 'node_modules/@playwright/test/cli.js');
  const options = ['--config', join(dir, 'playwright.config.ts'), '--grep', '@knot/unknown-user-is-refused'];
  const { code, out, err } = await run([cli, 'test', ...options], work);
  expect(code, out + err).toBe(0);
  expect(readdirSync(work)).toEqual(['conformance-report']);
  expect(readdirSync(join(work, 'conformance-report')).sort()).toEqual([MANIFEST, ...REPORT_FILES].sort());
  expect(listing(dir)).toEqual(before);
  expect(readdirSync(temporary).filter((name) => name.startsWith('deletion-'))).toEqual([]);
});

test('a report that would go into the checkout is refused by its name', SLOW, async ({ checkout }) => {
  const { dir, run } = checkout;
  const before = listing(dir);
  const says =
    /^The report cannot be written to "conformance-report" \(EACCES\): make that folder writable or name another with --report\.$/m;
  const native = [join(dir, 'node_modules/@playwright/test/cli.js'), 'test', '--config', 'playwright.config.ts'];
  const ours = [join(dir, 'bin/conformance.js'), ...SELECTION];
  // The runner has one exit code for all that fails.
  for (const [command, refused] of [
    [ours, 2],
    [native, 1],
  ] as const) {
    const { code, out, err } = await run(command, dir);
    expect(code, out + err).toBe(refused);
    expect(err).toMatch(says);
    expect(err + out).not.toMatch(/^\s+at /m);
  }
  expect(listing(dir)).toEqual(before);
});

test('a temporary folder that cannot be written is refused, and nothing waits for it', SLOW, async ({ checkout }) => {
  const { dir, work, run } = checkout;
  const missing = join(work, 'missing');
  const { code, err } = await run([join(dir, 'bin/conformance.js'), ...SELECTION], work, { TMPDIR: missing });
  expect({ code, err }).toEqual({
    code: 2,
    err: `The temporary folder "${missing}" cannot be written (ENOENT): set TMPDIR to one that can.\n`,
  });
});
