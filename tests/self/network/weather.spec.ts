import { expect, test } from '@playwright/test';
import { ExchangeError, type Transport, type WireRequest } from '../../../src/http/types.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, quietVerdicts, resultOf, verdictsOf } from '../run/in-process.ts';
import { tooMany } from '../http/limiters.ts';
import { weather } from './weather.ts';
import { IS_WHOLE, SLOW } from '../part.ts';

test.afterAll(disposeOfKeys);

const isDeletion = ({ url }: WireRequest): boolean => /user\/delete$|user-deletions$/.test(url);
const isOfUser = (request: WireRequest): boolean =>
  isDeletion(request) && String(request.body).includes('conformance-');

// `npm run network` does the same with ten seeds for each vendor, and writes down what it took.
const TEN = Array.from({ length: 10 }, (_, at) => at + 1);
const SEEDS = IS_WHOLE ? { knot: TEN, mastercard: TEN } : { knot: [1], mastercard: [2] };

for (const vendor of ['knot', 'mastercard'] as const)
  test(`${vendor}: weather gets the verdicts of the quiet run`, SLOW, async () => {
    const quiet = await quietVerdicts(vendor);
    for (const seed of SEEDS[vendor]) {
      const results = await (vendor === 'knot' ? judgeKnot : judgeMastercard)({ through: weather({ seed }) });
      expect(verdictsOf(results), `seed ${seed}`).toEqual(quiet);
      if (vendor === 'knot') expect(results.cleanup[0]?.message).toContain('Clean');
    }
  });

const SLUGS = ['deletion-is-accepted', 'call-without-credentials-is-refused'];

/** Loses these requests, and counts the deletions that name users. */
function losing(isLost: (request: WireRequest, count: number) => boolean, kind: 'reset' | 503 = 'reset') {
  const ofUsers: string[] = [];
  let count = 0;
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      if (isOfUser(request)) ofUsers.push(String(request.body));
      if (!isLost(request, isDeletion(request) ? (count += 1) : count)) return inner(request, limits);
      if (kind === 503) return { ...tooMany(), status: 503 };
      throw new ExchangeError('reset', 'The connection was reset.');
    };
  return { through, ofUsers, select: ({ slug }: { slug: string }) => SLUGS.includes(slug) };
}

test('a judged request that never gets an answer fails after three tries, each with a fresh user', async () => {
  for (const kind of ['reset', 503] as const) {
    let isPreflight = true;
    const { ofUsers, ...run } = losing((request) => {
      if (!isOfUser(request)) return false;
      if (!isPreflight) return true;
      isPreflight = false;
      return false;
    }, kind);
    const results = await judgeKnot({ ...run, select: ({ slug }) => slug === 'deletion-is-accepted' });
    expect(resultOf(results, 'deletion-is-accepted').verdict).toBe('fail');
    expect(new Set(ofUsers.slice(1)).size).toBeGreaterThanOrEqual(3);
  }
});

test('one that is answered at the third try is judged by that', async () => {
  let lost = 0;
  const { ofUsers, ...run } = losing((request) => isOfUser(request) && (lost += 1) > 1 && lost < 4);
  const results = await judgeKnot(run);
  expect(SLUGS.map((slug) => resultOf(results, slug).verdict)).toEqual(['pass', 'pass']);
  expect(ofUsers.length).toBeGreaterThan(3);
});

test('one that names nobody is simply sent again', async () => {
  const isBare = ({ headers }: WireRequest) => !headers.some(([name]) => name === 'Authorization');
  let lost = 0;
  const twice = await judgeKnot(losing((request) => isDeletion(request) && isBare(request) && (lost += 1) < 3));
  expect(resultOf(twice, 'call-without-credentials-is-refused').verdict).toBe('pass');
  const always = await judgeKnot(losing((request) => isDeletion(request) && isBare(request)));
  expect(resultOf(always, 'call-without-credentials-is-refused').verdict).toBe('fail');
});

test('a first use of a nonce that did not arrive leaves its second use unjudged, and accuses nobody', async () => {
  for (const nth of [1, 2, 3]) {
    const uses = new Map<string, number>();
    let lost = 0;
    const through =
      (inner: Transport): Transport =>
      async (request, limits) => {
        const authorization = request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
        const nonce = /oauth_nonce="([^"]+)"/.exec(authorization)?.[1] ?? '';
        uses.set(nonce, (uses.get(nonce) ?? 0) + 1);
        // The first use is what comes before a fault, as part of its set-up.
        const isFirst = isDeletion(request) && limits.role === 'setup' && uses.get(nonce) === 1;
        if (isFirst && (lost += 1) === nth) return { ...tooMany(), status: 503 };
        return inner(request, limits);
      };
    const select = ({ id }: { id: string }) => /lax-parameter|stale-signature|still-live/.test(id);
    const results = await judgeMastercard({ through, select });
    expect(lost).toBeGreaterThanOrEqual(nth);
    expect(results.requirements.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  }
});

test('a user whose deletion got no answer is not looked for at the end, however late it was done', async () => {
  let lost = 0;
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      const answer = await inner(request, limits);
      // The first one is that of the preflight.
      if (isOfUser(request) && (lost += 1) === 2) throw new ExchangeError('reset', 'The connection was reset.');
      return answer;
    };
  const select = ({ id }: { id: string }) => /deletion-is-accepted|still-live/.test(id);
  const results = await judgeKnot({ through, deletionDelayMs: 700, select });
  expect(results.requirements.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
});

test('a deletion of the preflight or the clean-up that was refused and done is not sent again (A48)', async () => {
  const sent = new Map<string, number>();
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      const answer = await inner(request, limits);
      if (!isOfUser(request)) return answer;
      const key = String(request.body);
      sent.set(key, (sent.get(key) ?? 0) + 1);
      return tooMany([['Retry-After', '1']]);
    };
  // One requirement whose users all live: the clean-up deletes them.
  await judgeKnot({ through, select: ({ slug }) => slug === 'wrong-secret-deletes-nobody' });
  expect(sent.size).toBeGreaterThanOrEqual(3);
  expect([...sent.values()].filter((times) => times > 1 && times < 6)).toEqual([]);
});
