import { cp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { SANDBOXES, serveSandbox, type Sandbox } from '../../../src/sandbox/index.ts';
import { OLD_FILES } from '../output/places.ts';
import { SLOW } from '../part.ts';
import { test } from './child.ts';

const SELECTION = ['--sandbox', '--vendor', 'knot', '--grep', 'unknown-user'];

test('a selection that conforms exits 3, and 0 with --partial', SLOW, async ({ gate }) => {
  const summary = join(gate.folder, 'step-summary.md');
  const { code, err } = await gate.run(SELECTION, { GITHUB_STEP_SUMMARY: summary }).ended;
  expect(code).toBe(3);
  expect(await readFile(summary, 'utf8')).toContain('Only a selection was judged');
  expect(err).toContain('--partial');
  expect((await gate.results()).partial).toEqual({ selection: 'unknown-user' });
  const accepted = await gate.run([...SELECTION, '--partial']).ended;
  expect(accepted.code).toBe(0);
  expect((await gate.results()).targets).toMatchObject([{ vendor: 'knot', kind: 'sandbox' }]);
});

test('a stale report is replaced, and never believed', SLOW, async ({ gate }) => {
  await cp(OLD_FILES, join(gate.folder, 'conformance-report'), { recursive: true });
  const stale = await gate.results();
  // A listening port that drops every connection: nothing can be judged.
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { code } = await gate.run(SELECTION.slice(3), variables(server.address() as AddressInfo)).ended;
    expect(code).toBe(3);
    expect((await gate.results()).runId).not.toBe(stale.runId);
  } finally {
    server.close();
  }
});

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  test(`${signal} in the middle: never 0, what did not run says so, secrets stay out`, SLOW, async ({ gate }) => {
    const sandbox = await SANDBOXES.knot!({ clock: systemClock });
    let seen = 0;
    let reached = (): void => undefined;
    const middle = new Promise<void>((resolve) => (reached = resolve));
    const stuck: Sandbox = {
      ...sandbox,
      fetch: (request, env) => {
        seen += 1;
        if (seen < 60) return sandbox.fetch(request, env);
        reached();
        return new Promise<Response>(() => undefined);
      },
    };
    const served = await serveSandbox(stuck, { port: 0 });
    try {
      const { child, ended } = gate.run([], { ...sandbox.environment, KNOT_BASE_URL: served.baseUrl });
      await middle;
      child.kill(signal);
      const { code, err } = await ended;
      expect(code, err).toBe(3);
      const results = await gate.results();
      expect(results.requirements.filter(({ reason }) => reason === 'interrupted').length).toBeGreaterThan(0);
      expect(results.outcome).toBe('incomplete');
      expect(JSON.stringify(results)).not.toContain(sandbox.environment.KNOT_SECRET);
    } finally {
      await served.close();
      await sandbox.dispose();
    }
  });

function variables({ port }: AddressInfo): Record<string, string> {
  return {
    KNOT_BASE_URL: `http://127.0.0.1:${String(port)}`,
    KNOT_CLIENT_ID: 'gate',
    KNOT_SECRET: 'gate-secret-of-nobody',
  };
}
