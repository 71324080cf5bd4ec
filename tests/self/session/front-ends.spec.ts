import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { MARKER, processesWith, untilEnded } from '../kills/processes.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';
import { SLOW } from '../part.ts';

// Both front ends end with the process that started them: each is killed from outside while it waits for its target.

test.skip(process.platform !== 'linux', 'Only Linux shows which processes a run has started.');

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const OPTIONS = '--wait 10m --vendor knot --report "$TMPDIR/report"';

/** Starts a command in a shell, as npm does, and stays until it is killed. */
const NPM = `require('node:child_process').spawn(process.env.COMMAND, { shell: true, stdio: 'ignore' })`;

for (const [what, command] of [
  ['the command', `"${process.execPath}" bin/conformance.js ${OPTIONS}`],
  [
    'npx playwright test',
    `CONFORMANCE_OPTIONS="${OPTIONS.replaceAll('"', '\\"')}" "${process.execPath}" "${CLI}" test`,
  ],
] as const)
  test(`${what}: SIGKILL of what started it ends it`, SLOW, async () => {
    const temporary = ownTemporaryFolder();
    const target = createServer((_, response) => response.writeHead(503).end()).listen(0, '127.0.0.1');
    await once(target, 'listening');
    const { port } = target.address() as { port: number };
    const mark = randomUUID();
    const environment: NodeJS.ProcessEnv = {
      PATH: process.env['PATH'],
      TMPDIR: temporary.path,
      COMMAND: command,
      npm_lifecycle_event: 'conformance',
      KNOT_BASE_URL: `http://127.0.0.1:${String(port)}`,
      KNOT_CLIENT_ID: randomUUID(),
      KNOT_SECRET: randomUUID(),
      [MARKER]: mark,
    };
    const parent = spawn(process.execPath, ['-e', NPM], { cwd: ROOT, env: environment, stdio: 'ignore' });
    try {
      await once(target, 'request');
      expect(processesWith(mark).length).toBeGreaterThan(1);
      parent.kill('SIGKILL');
      expect((await untilEnded(mark, 30_000)).left).toEqual([]);
    } finally {
      for (const { pid } of processesWith(mark)) process.kill(pid, 'SIGKILL');
      target.close();
      temporary.remove();
    }
  });
