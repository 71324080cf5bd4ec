import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { judge } from '../../../src/index.ts';
import { SANDBOXES, type Sandbox } from '../../../src/sandbox/index.ts';
import { serveExpress, serveFastify, type Handler } from './frameworks.ts';
import { LONG, SLOW } from '../part.ts';

// The lines of docs/library.md: the frameworks that listen, and the test runners.

let sandbox: Sandbox;
test.beforeAll(async () => {
  sandbox = await SANDBOXES['knot']!({ clock: systemClock });
});
test.afterAll(() => sandbox.dispose());

const right: Handler = (request) => sandbox.fetch(request);
const lying: Handler = (request) =>
  new URL(request.url).pathname === '/user/delete' ? Response.json({ message: 'Success' }) : sandbox.fetch(request);

for (const [name, serve] of Object.entries({ Express: serveExpress, Fastify: serveFastify }))
  for (const [what, handler, outcome] of [
    ['that deletes', right, 'conformant'],
    ['that lies', lying, 'nonconformant'],
  ] as const)
    test(`an ${name} app ${what} is ${outcome}`, SLOW, async () => {
      const { KNOT_CLIENT_ID: clientId = '', KNOT_SECRET: secret = '' } = sandbox.environment;
      const served = await serve(handler);
      try {
        const target = { baseUrl: served.baseUrl, clientId, secret };
        const selection = { grep: 'deleted-user-is-gone|unknown-user-is-refused', partial: true };
        const results = await judge({ vendor: 'knot', target, ...selection });
        expect(results.outcome, results.headline).toBe(outcome);
      } finally {
        await served.close();
      }
    });

const folder = fileURLToPath(new URL('runners', import.meta.url));
const VITEST = fileURLToPath(import.meta.resolve('vitest/package.json')).replace(/package\.json$/, 'vitest.mjs');
const RUNNERS = {
  'node:test': ['--import', import.meta.resolve('tsx'), '--test', 'node.ts'],
  Vitest: [VITEST, 'run', '--root', folder],
};

for (const [name, args] of Object.entries(RUNNERS))
  test(`${name} is green for an app that deletes, red for one that lies`, name === 'Vitest' ? LONG : SLOW, () => {
    const run = (environment: NodeJS.ProcessEnv) =>
      spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
      });
    const green = run({});
    expect(green.status, green.stdout + green.stderr).toBe(0);
    const red = run({ LIES: '1' });
    expect(red.status).toBe(1);
    expect(red.stdout + red.stderr).toMatch(/Expected: .*gone/);
  });
