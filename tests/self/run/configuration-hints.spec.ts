import { expect, test } from '@playwright/test';
import type { Transport } from '../../../src/http/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { SLOW } from '../part.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, resultOf, withVerdict } from './in-process.ts';

const HOUR_MS = 3_600_000;
const FEW = {
  select: ({ id }: { id: string }) => /unknown-user|call-without-credentials|deleted-user-is-gone/.test(id),
};

test.afterAll(disposeOfKeys);

/** Nothing is judged, and every requirement says why. */
function expectNothingJudged(results: Results, says: string): void {
  expect(withVerdict(results, 'pass', 'fail', 'warn', 'error')).toEqual([]);
  expect(results.outcome).toBe('incomplete');
  for (const { message } of results.requirements) expect(message).toContain(says);
}

test('a base URL without /cts', async () => {
  const environment = { MASTERCARD_BASE_URL: 'http://127.0.0.1' };
  expectNothingJudged(await judgeMastercard({ ...FEW, environment }), 'usually ends in /cts');
});

test('a base URL that ends in the path of the endpoint, where a hint says what is likely', async () => {
  const environment = { MASTERCARD_BASE_URL: 'http://127.0.0.1/cts/issuers/user-deletions' };
  expectNothingJudged(await judgeMastercard({ ...FEW, environment }), 'leave out /issuers/user-deletions.');
});

test('a consumer key that does not belong to the signing key', async () => {
  const through = (inner: Transport): Transport => inner;
  const environment = { MASTERCARD_CONSUMER_KEY: 'somebody-else-entirely-0123456789' };
  const results = await judgeMastercard({ ...FEW, environment, through });
  expectNothingJudged(results, 'does not belong to the key in MASTERCARD_SIGNING_KEY');
});

test('an expired certificate', async () => {
  const error = { Source: 'Gateway', ReasonCode: 'INVALID_KEY', Description: 'Not valid', Recoverable: false };
  const answer = { status: 403, body: { Errors: { Error: [error] } } };
  const results = await judgeMastercard({ ...FEW, behaviour: { handle: () => answer } });
  expectNothingJudged(results, 'signing certificate is not valid any more');
});

test('Knot keys of the wrong environment', async () => {
  const results = await judgeKnot({ ...FEW, environment: { KNOT_SECRET: 'a-secret-of-the-other-environment' } });
  expectNothingJudged(results, 'those of the other environment');
});

/** The target's answers say that it is so much later there. */
const dated =
  (aheadMs: number) =>
  (inner: Transport): Transport =>
  async (request, limits) => {
    const response = await inner(request, limits);
    const date = new Date(aheadMs).toUTCString();
    return { ...response, headers: [...response.headers.filter(([name]) => name !== 'date'), ['Date', date]] };
  };

test('a target whose clock is far from this machine’s, with the option that corrects it', async () => {
  const told = (results: Results) => results.targets[0]?.notes.join(' ') ?? '';
  // The virtual clock of a run begins somewhere; an hour is measured from there.
  const plain = await judgeKnot(FEW);
  const begin = Date.parse(plain.startedAt);
  expect(told(plain)).not.toContain('clock');
  const ahead = await judgeKnot({ ...FEW, through: dated(begin + HOUR_MS) });
  expect(told(ahead)).toContain("The target's clock is 3600 s ahead of this machine's: --clock-offset 3600s");
  const near = await judgeKnot({ ...FEW, through: dated(begin + 20_000) });
  expect(told(near)).not.toContain('clock');
  const corrected = await judgeKnot({ ...FEW, through: dated(begin + HOUR_MS), clockOffsetMs: HOUR_MS });
  expect(told(corrected)).not.toContain('clock');
});

test('signatures carry the corrected time, the invalid credentials among them', SLOW, async () => {
  const late = await judgeMastercard({ ...FEW, clockOffsetMs: -HOUR_MS });
  expect(withVerdict(late, 'pass', 'fail')).toEqual([]);
  expect(new Set(late.requirements.map(({ reason }) => reason))).toEqual(new Set(['credentials-refused']));
  const slight = await judgeMastercard({
    clockOffsetMs: 120_000,
    select: ({ id }) => /stale-signature-is-refused|official-signature|wrong-signature-is-refused/.test(id),
  });
  expect(withVerdict(slight, 'pass')).toHaveLength(3);
  expect(resultOf(slight, 'stale-signature-is-refused').verdict).toBe('pass');
});
