import { rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { elsewhere } from '../run/off-loopback.ts';
import { SLOW } from '../part.ts';
import { record, replay, throughDisk } from './run.ts';

test(
  'a run off loopback, with few bad credentials and proofs between them, is replayed at any concurrency',
  SLOW,
  async () => {
    let made: Sandbox | undefined;
    const { cassette } = await record({
      sandbox: async (clock) => (made = await createKnotSandbox({ clock })),
      through: () => elsewhere(made!),
      environment: { KNOT_BASE_URL: 'https://vendor.example', CONFORMANCE_ALLOW_DELETE: '1' },
      selection: 'credential|secret|call-without|existence|deleted-user-is-gone|id-is-refused',
      concurrency: 2,
    });
    const { folder, read } = throughDisk(cassette);
    try {
      for (const concurrency of [1, 12]) {
        const { verdicts, mismatch } = await replay(read, undefined, concurrency);
        expect(mismatch).toBeUndefined();
        expect(verdicts).toEqual(cassette.verdicts);
      }
      expect(Object.values(cassette.verdicts)).toContain('not-run');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
