import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { ID_TRANSFORMATIONS } from '../../../src/contract/id-transformations/index.ts';
import type { WireRequest } from '../../../src/http/types.ts';
import { newRunSecret, randomOf } from '../../../src/run/run-secret.ts';
import { blockedBecause } from '../../../src/run/guard.ts';
import { createKnownIds } from '../../../src/run/known-ids.ts';
import type { Target } from '../../../src/configuration/index.ts';
import { anyId } from './any-id.ts';
import { loadOnce } from './in-process.ts';
import { variantsOf } from './strangers.ts';
import { runsOf } from '../part.ts';

const RUNS = runsOf(1000, 100);

const TARGET = { baseUrl: 'https://vendor.example', loopback: false, headers: [] } as unknown as Target;

/** Ways for a text to travel in a request. */
const CARRIERS: Readonly<Record<string, (text: string) => Partial<WireRequest>>> = {
  'the id': (text) => ({ body: json({ external_user_id: text }) }),
  'a further property': (text) => ({ body: json({ external_user_id: OURS, x_more: text }) }),
  'a list': (text) => ({ body: json([{ external_user_id: text }]) }),
  'an object': (text) => ({ body: json({ external_user_id: { id: text } }) }),
  'a property that stands twice': (text) => ({
    body: Buffer.from(`{"external_user_id":${JSON.stringify(text)},"external_user_id":"${OURS}"}`),
  }),
  'a body that breaks off': (text) => ({ body: Buffer.from(`{"external_user_id":${JSON.stringify(text)}`) }),
  'a second text': (text) => ({ body: Buffer.concat([json({ external_user_id: OURS }), json(text)]) }),
  'a form': (text) => ({ body: Buffer.from(new URLSearchParams({ external_user_id: text }).toString()) }),
  'the query': (text) => ({ url: `${DELETION}?external_user_id=${encodeURIComponent(text)}` }),
  'the query, encoded twice': (text) => ({
    url: `${DELETION}?external_user_id=${encodeURIComponent(encodeURIComponent(text))}`,
  }),
  'the path': (text) => ({ url: `${DELETION}/${encodeURIComponent(text)}` }),
  'a matrix parameter': (text) => ({ url: `${DELETION};id=${encodeURIComponent(text)}` }),
  'a header': (text) => ({ headers: [['X-User-Id', text]] }),
};

const DELETION = 'https://vendor.example/user/delete';
const RUN = randomOf(newRunSecret()).runPrefix;
const OURS = `conformance-${RUN}-0123456789ab`;
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

test('nothing that is made of a server’s or an operator’s id passes, however it travels', async () => {
  const vendor = await loadOnce('knot');
  const madeOf = (id: string): string[] => [
    ...variantsOf(id),
    ...ID_TRANSFORMATIONS.flatMap(({ pairs }) => pairs(id).flat()),
  ];
  let blocked = 0;
  fc.assert(
    fc.property(anyId, fc.nat(), (id, pick) => {
      const known = createKnownIds({ offered: [id], runPrefix: RUN });
      known.registerId(OURS);
      const made = madeOf(id).filter((one) => one !== id && one !== '');
      // A few of them each time, by every carrier.
      for (let at = 0; at < 4; at++) {
        const text = made[(pick + at * 7) % made.length] ?? '42';
        for (const [carrier, carry] of Object.entries(CARRIERS)) {
          const request: WireRequest = { method: 'POST', url: DELETION, headers: [], ...carry(text) };
          const finding = blockedBecause(request, { vendor, target: TARGET, known, allowHazardous: false });
          if (!finding) throw new Error(`${carrier}: ${JSON.stringify(text)} made of ${JSON.stringify(id)} passes`);
          blocked += 1;
        }
      }
    }),
    { numRuns: RUNS, seed: 11 },
  );
  expect(blocked).toBe(RUNS * 4 * Object.keys(CARRIERS).length);
});
