import { expect, test } from '@playwright/test';
import { disposeOfKeys, judgeKnot, judgeMastercard } from '../run/in-process.ts';
import { NETWORKS, runsBehind } from './networks.ts';
import { LONG, SLOW } from '../part.ts';

test.afterAll(disposeOfKeys);

const VENDORS = { knot: judgeKnot, mastercard: judgeMastercard };

for (const vendor of ['knot', 'mastercard'] as const)
  test(
    `${vendor}: 5 requests a second at a latency of 300 ms take no longer than the limit does, and a little`,
    vendor === 'mastercard' ? LONG : SLOW,
    async () => {
      const network = NETWORKS.find(({ name }) => name === '5 a second, 300 ms latency');
      if (!network) throw new Error('The network has another name by now.');
      let requests = 0;
      const [run] = runsBehind(network, vendor, () => (requests += 1));
      const { startedAt, finishedAt, outcome } = await VENDORS[vendor](run);
      const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
      expect(seconds / (requests / 5)).toBeLessThanOrEqual(1.15);
      expect(outcome).toBe('conformant');
    },
  );
