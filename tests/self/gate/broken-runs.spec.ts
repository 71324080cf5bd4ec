import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { MANIFEST } from '../../../src/output/manifest.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { systemClock } from '../../../src/clock.ts';
import { OLD_FILES, snapshot } from '../output/places.ts';
import { SLOW } from '../part.ts';
import { test, type Gate } from './child.ts';

// Whatever happens to a run, it does not end green for want of evidence.

const QUICK = ['--grep', 'unknown-user-is-refused|deleted-user-is-gone|stay-gone', '--partial'];

async function withServer<T>(act: (variables: Record<string, string>) => Promise<T>): Promise<T> {
  const sandbox = await createKnotSandbox({ clock: systemClock });
  const served = await serveSandbox(sandbox, { port: 0 });
  try {
    return await act({ ...sandbox.environment, KNOT_BASE_URL: served.baseUrl, KNOT_SETTLE_MS: '50' });
  } finally {
    await served.close();
  }
}

test('a dead target: incomplete', SLOW, async ({ gate }) => {
  const variables = {
    KNOT_BASE_URL: 'http://127.0.0.1:9',
    KNOT_CLIENT_ID: 'gate-client',
    KNOT_SECRET: 'secret-of-nobody',
  };
  expect((await gate.run(QUICK, variables).ended).code).toBe(3);
  expect((await gate.results()).counts.pass).toBe(0);
});

test('wrong credentials: everything is skipped, and that is incomplete', SLOW, async ({ gate }) => {
  await withServer(async (variables) => {
    const { code, out } = await gate.run(QUICK, { ...variables, KNOT_SECRET: 'not-the-secret-of-anybody' }).ended;
    expect(code).toBe(3);
    expect(out).toContain('KNOT_CLIENT_ID');
    expect((await gate.results()).counts).toMatchObject({ pass: 0, inconclusive: 3 });
  });
});

test('nobody to judge by: incomplete', SLOW, async ({ gate }) => {
  await withServer(async (variables) => {
    expect((await gate.run(QUICK, { ...variables, KNOT_MAX_USERS: '0' }).ended).code).toBe(3);
  });
});

/** A file that every Node process of the run loads first. */
async function preload({ folder }: Gate, script: string): Promise<Record<string, string>> {
  const path = join(folder, 'preload.cjs');
  await writeFile(path, script);
  return { NODE_OPTIONS: `--require ${path}` };
}

/** Fails whatever writes a file of that name. */
const unwritable = (name: string) => `
  for (const fs of [require('node:fs'), require('node:fs/promises')])
    for (const method of ['writeFile', 'writeFileSync', 'rename', 'renameSync']) {
      const write = fs[method];
      if (!write) continue;
      fs[method] = (...given) => {
        if (given.slice(0, 2).some((path) => String(path).includes(${JSON.stringify(name)})))
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        return write(...given);
      };
    }
  require('node:module').syncBuiltinESMExports();
`;

for (const name of ['results.json', 'junit.xml'])
  test(
    `a disk that is full when ${name} is written: exit 2, one sentence, and the earlier report stays`,
    SLOW,
    async ({ gate }) => {
      const broken = await preload(gate, unwritable(name));
      await cp(OLD_FILES, join(gate.folder, 'conformance-report'), { recursive: true });
      const before = snapshot(gate.folder);
      await withServer(async (variables) => {
        const { code, err } = await gate.run(QUICK, { ...variables, ...broken }).ended;
        expect(code).toBe(2);
        expect(err).toBe(
          'The report could not be written, so the run proves nothing (exit 2): ' +
            'The report cannot be written to "conformance-report" (ENOSPC): make room there or name another with --report. ' +
            'What is in "conformance-report" is the report of an earlier run.\n',
        );
      });
      const { [join(gate.folder, 'conformance-report', MANIFEST)]: _, ...after } = snapshot(gate.folder);
      expect(after).toEqual(before);
    },
  );

test('a set-up that fails: exit 2', SLOW, async ({ gate }) => {
  const broken = await preload(
    gate,
    `const http = require('node:http');
     http.createServer = () => { throw new Error('no server can be made'); };
     require('node:module').syncBuiltinESMExports();`,
  );
  const { code, err } = await gate.run([...QUICK, '--sandbox'], broken).ended;
  expect(code).toBe(2);
  expect(err).toContain('no server can be made');
});
