import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { pigeonServer } from '../third-vendor/server.ts';
import { SLOW } from '../part.ts';
import { test } from './child.ts';

const SPECS = fileURLToPath(new URL('../third-vendor/specs', import.meta.url));

for (const [honest, code, outcome] of [
  [true, 0, 'conformant'],
  [false, 1, 'nonconformant'],
] as const)
  test(`a vendor of the operator's own is judged by the command: ${outcome}`, SLOW, async ({ gate }) => {
    const token = randomUUID();
    const served = await serveSandbox(pigeonServer(token, honest), { port: 0 });
    try {
      const { ended } = gate.run([], {
        CI: 'true',
        CONFORMANCE_SPECS: SPECS,
        PIGEON_BASE_URL: served.baseUrl,
        PIGEON_TOKEN: token,
        PIGEON_SETTLE_MS: '300',
        PIGEON_DELETION_DEADLINE_MS: '300',
      });
      const { code: exit, out, err } = await ended;
      expect(exit, out + err).toBe(code);
      const results = await gate.results();
      expect(results.outcome).toBe(outcome);
      expect(results.targets.map(({ vendor }) => vendor)).toEqual(['pigeon']);
      expect(JSON.stringify(results) + out).not.toContain(token);
      expect(JSON.stringify(results) + out).not.toContain(SPECS);
    } finally {
      await served.close();
    }
  });

test('a folder of vendors that is not there is refused', SLOW, async ({ gate }) => {
  const { code, err } = await gate.run(['--sandbox'], { CONFORMANCE_SPECS: 'nowhere' }).ended;
  expect(code).toBe(2);
  expect(err).toContain('CONFORMANCE_SPECS is not a folder');
});
