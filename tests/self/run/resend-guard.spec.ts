import { expect, test } from '@playwright/test';
import type { Transport, WireRequest } from '../../../src/http/types.ts';
import { fixedWindow, tooMany } from '../http/limiters.ts';
import {
  judgeKnot,
  judgeMastercard,
  quietVerdicts,
  resultOf,
  verdictsOf,
  withVerdict,
  type Run,
} from './in-process.ts';
import { judgeElsewhere } from './off-loopback.ts';
import type { Clock } from '../../../src/clock.ts';
import { SLOW } from '../part.ts';

const select = (pattern: RegExp): Pick<Run, 'select'> => ({ select: ({ id }) => pattern.test(id) });
const isDeletion = ({ method, url }: WireRequest) => method === 'POST' && /user\/delete|user-deletions/.test(url);

/** Refuses each of these requests the first time that it is sent, or has it done all the same. */
function refusingOnce(isMeant: (request: WireRequest) => boolean, { does = false, times = 1 } = {}) {
  const refused = new Map<string, number>();
  const sent: WireRequest[] = [];
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      const key = `${request.url} ${request.body?.toString() ?? ''}`;
      sent.push(request);
      const count = refused.get(key) ?? 0;
      if (!isMeant(request) || count >= times) return inner(request, limits);
      refused.set(key, count + 1);
      if (does) await inner(request, limits);
      return tooMany([['Retry-After', '2']]);
    };
  return { through, sent };
}

test('what was refused is sent again, signed again, and its answer is judged', async () => {
  const { through, sent } = refusingOnce(isDeletion);
  const results = await judgeMastercard({ through, ...select(/deleted-user-is-gone/) });
  expect(withVerdict(results, 'pass')).toEqual(['mastercard/deleted-user-is-gone']);
  const signatures = sent.map(({ headers }) => headers.find(([name]) => name === 'Authorization')?.[1]);
  expect(new Set(signatures).size).toBe(signatures.length);
});

test('its users are read before, and who is gone was deleted by a request that said to come back', async () => {
  for (const judge of [judgeKnot, judgeMastercard]) {
    const { through, sent } = refusingOnce(isDeletion, { does: true });
    const results = await judge({ through, ...select(/deleted-user-is-gone/) });
    const requirement = resultOf(results, 'deleted-user-is-gone');
    expect([requirement.verdict, requirement.reason]).toEqual(['fail', null]);
    expect(requirement.message).toMatch(/^(?:The deleted user was looked at 1 time, until \d+ s after the answer\.)?$/);
    expect(requirement.actual).toContain('answered 429 and deleted');
    expect(requirement.evidence.map(({ response }) => response?.status)).toContain(429);
    // Nothing names the user again but the reads.
    const refused = requirement.evidence.find(({ response }) => response?.status === 429)?.request.body;
    expect(sent.filter((one) => isDeletion(one) && one.body?.toString() === refused)).toHaveLength(1);
  }
});

test('a target that keeps users while it refuses is not accused', SLOW, async () => {
  const { through } = refusingOnce(isDeletion);
  // Near credentials are a dozen steps that belong together: here each of them is refused, in every repetition.
  const pattern = /^(?!.*near-credentials).*(?:unknown|deleted-user|second-deletion|bystander|missing|refused)/;
  const results = await judgeKnot({ through, ...select(pattern) });
  expect(withVerdict(results, 'fail', 'warn', 'error')).toEqual([]);
  const quiet = await judgeKnot(select(pattern));
  expect(withVerdict(results, 'pass')).toEqual(withVerdict(quiet, 'pass'));
});

/** Refuses the deletions of users that have these numbers, from 0: the first one is that of the preflight. */
function refusingNumbers(...numbers: number[]) {
  const refused: string[] = [];
  const sent: string[] = [];
  let number = 0;
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      const body = request.body?.toString() ?? '';
      if (!isDeletion(request) || body.includes('nobody-')) return inner(request, limits);
      sent.push(body);
      if (!numbers.includes(number++)) return inner(request, limits);
      refused.push(body);
      return tooMany();
    };
  return { through, refused, sent };
}

test('a user whom no read showed before is not taken for deleted', async () => {
  for (const number of [0, 1, 2]) {
    const { through, refused } = refusingNumbers(number);
    const results = await judgeKnot({ through, ...select(/user-without-accounts/) });
    expect(withVerdict(results, 'pass')).toEqual(['knot/user-without-accounts-is-answered']);
    expect(refused).toHaveLength(1);
  }
});

test('deletions that belong together are repeated whole, with a fresh user', async () => {
  for (const numbers of [[1], [2], [1, 2]]) {
    const { through, refused, sent } = refusingNumbers(...numbers);
    const results = await judgeKnot({ through, ...select(/simultaneous-deletions-of-one|still-live/) });
    // Whoever was deleted before the repetition is no bystander who was lost.
    expect(withVerdict(results, 'pass')).toEqual([
      'knot/other-users-still-live',
      'knot/simultaneous-deletions-of-one-user-all-end-well',
    ]);
    expect(new Set(refused).size).toBe(1);
    // Twice together; the user may be cleaned up at the end.
    expect(sent.filter((body) => body === refused[0]).length).toBeLessThanOrEqual(3);
  }
});

test('but not for ever', async () => {
  let users = 0;
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      if (request.url.endsWith('/session/create')) users += 1;
      // Each user's deletions are refused, those of the unknown id are not.
      const isOfUser = isDeletion(request) && !/nobody-/.test(request.body?.toString() ?? '');
      return isOfUser ? tooMany() : inner(request, limits);
    };
  const results = await judgeKnot({ through, ...select(/simultaneous/) });
  for (const one of results.requirements) {
    expect(one).toMatchObject({ verdict: 'inconclusive', reason: 'rate-limited' });
  }
  expect(users).toBeLessThan(30);
});

test('a nonce whose first or second use was refused is used twice again', SLOW, async () => {
  const quiet = await judgeMastercard(select(/nonce|stale/));
  for (const every of [5, 7, 8, 11]) {
    let count = 0;
    const refused = new Set<string>();
    let isSentAgain = false;
    const through =
      (inner: Transport): Transport =>
      async (request, limits) => {
        if (!isDeletion(request)) return inner(request, limits);
        const nonce = /oauth_nonce="([^"]+)"/.exec(
          request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '',
        );
        isSentAgain ||= refused.has(nonce?.[1] ?? '');
        if (++count % every !== 0) return inner(request, limits);
        if (nonce?.[1] !== undefined) refused.add(nonce[1]);
        return tooMany();
      };
    const results = await judgeMastercard({ through, ...select(/nonce|stale/) });
    expect(results.requirements.map(({ verdict }) => verdict)).toEqual(
      quiet.requirements.map(({ verdict }) => verdict),
    );
    expect(count).toBeGreaterThan(10);
    expect(isSentAgain).toBe(false);
  }
});

for (const tells of ['retry-after', 'remaining', undefined] as const)
  test(
    `behind 60 requests a minute, ${tells ?? 'without a word'}, the verdicts are those of a quiet run`,
    SLOW,
    async () => {
      const through = (inner: Transport, clock: Clock): Transport => {
        const limiter = fixedWindow({ most: 60, ms: 60_000, ...(tells ? { tells } : {}) }, clock);
        return async (request, limits) => {
          await clock.sleep(20);
          const refusal = limiter.take();
          if (refusal) return tooMany(refusal.headers);
          const answer = await inner(request, limits);
          return { ...answer, headers: [...answer.headers, ...limiter.headers()] };
        };
      };
      expect(verdictsOf(await judgeKnot({ through }))).toEqual(await quietVerdicts('knot'));
    },
  );

test('429 for ever ends, and each requirement names what would fit', SLOW, async () => {
  const year: [string, string] = ['Retry-After', '31536000'];
  const past: [string, string] = ['Retry-After', 'Thu, 01 Jan 1970 00:00:00 GMT'];
  const many: [string, string] = ['RateLimit', '"a";r=0;t=1, '.repeat(10_000)];
  const members = Array.from({ length: 10_000 }, (_, at): [string, string] => ['RateLimit', `"p${at}";r=0;t=${at}`]);
  for (const headers of [[], [year], [past], [many], members]) {
    let sent = 0;
    const through = (): Transport => async () => ((sent += 1), tooMany(headers));
    const results = await judgeKnot({ through });
    const [first] = results.requirements;
    expect(first).toMatchObject({ verdict: 'inconclusive', reason: 'rate-limited' });
    expect(first?.message).toContain('no rate is known that would fit');
    expect(results.outcome).toBe('incomplete');
    expect(results.requirements.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
    expect(Date.parse(results.finishedAt) - Date.parse(results.startedAt)).toBeLessThan(900_000);
    expect(results.targets[0]?.pacing).toMatchObject({ gaveUp: true });
    expect(sent).toBeLessThan(40);
  }
});

test('off loopback requirements come two at a time, and more as the target copes', SLOW, async () => {
  let [underWay, sent] = [0, 0];
  const most = { early: 0, late: 0 };
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      const when = ++sent <= 10 ? 'early' : 'late';
      most[when] = Math.max(most[when], ++underWay);
      await new Promise(setImmediate);
      const answer = await inner(request, limits);
      underWay -= 1;
      return answer;
    };
  await judgeElsewhere('knot', { through, select: ({ id }) => /input|missing|refused|unknown/.test(id) });
  expect(most.early).toBeLessThanOrEqual(2);
  expect(most.late).toBeGreaterThan(2);
});
