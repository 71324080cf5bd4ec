import { expect, test } from '@playwright/test';
import { observeHeaders } from '../../../src/checks/steps/same-headers.ts';
import type { Pair } from '../../../src/checks/steps/same-text.ts';
import type { CheckContext, Observation } from '../../../src/checks/types.ts';
import type { Exchange } from '../../../src/http/types.ts';

type Headers = readonly (readonly [string, string])[];

/** The header of the answer about a known or an unknown user; `count` numbers the answers from 1. */
type Say = (isKnown: boolean, count: number) => Headers;

const context = { vendor: { profile: { errors: { code: '/code' } } } } as unknown as CheckContext;

/** The id of the known user is longer by three characters. */
function answer(headers: Headers, status: number, isKnown: boolean): Exchange {
  const request = { body: Buffer.from(isKnown ? 'conformance' : 'nobody-1') };
  const response = { status, headers, body: Buffer.from('{"code":"credentials"}') };
  return { request, response } as unknown as Exchange;
}

/** Pairs answered by `say`; `later` is the status of what is asked again. */
async function judged(say: Say, { pairs = 2, later = 401 } = {}): Promise<{ result: Observation; asked: number }> {
  let asked = 0;
  const next = (isKnown: boolean, status = 401): Exchange => answer(say(isKnown, (asked += 1)), status, isKnown);
  const again = (isKnown: boolean) => () => {
    const exchange = next(isKnown, later);
    return Promise.resolve({ exchange, observation: { about: '', exchanges: [exchange], facts: {} } });
  };
  const asking = { known: again(true), unknown: again(false) } as unknown as Pair['asking'];
  const made = Array.from({ length: pairs }, () => {
    const unknown = next(false);
    return { about: 'a wrong secret', asking, unknown, known: next(true) };
  });
  return { result: await observeHeaders(context, made), asked };
}

const TELLING: Readonly<Record<string, Say>> = {
  'a field that only the known user has': (isKnown) => (isKnown ? [['X-User-Region', 'eu']] : []),
  'a number that says who is known': (isKnown) => [['X-Users-Found', isKnown ? '1' : '0']],
  'a value that says who is known': (isKnown) => [['X-Cache', isKnown ? 'HIT' : 'MISS']],
  'a field whose case differs from answer to answer': (isKnown, count) =>
    isKnown ? [[count % 2 ? 'X-Shard' : 'x-shard', '4']] : [],
  'a field that is there twice for the known user': (isKnown) => [
    ['Via', 'a'],
    ...(isKnown ? [['Via', 'b'] as const] : []),
  ],
};

for (const [what, say] of Object.entries(TELLING))
  test(`${what} is found, after it was asked for again`, async () => {
    const { result, asked } = await judged(say);
    expect(result.facts).toEqual({ sameHeaders: false });
    expect(asked).toBe(7);
  });

const SILENT: Readonly<Record<string, Say>> = {
  'the same fields': () => [['Content-Type', 'application/json']],
  'an id of each answer': (_, count) => [['X-Request-Id', `r-${count}`]],
  'a count that goes down': (_, count) => [['X-RateLimit-Remaining', String(60 - count)]],
  'what follows from the length and the time': (isKnown) => [
    ['Content-Length', isKnown ? '34' : '31'],
    ['ETag', isKnown ? 'W/"a"' : 'W/"b"'],
    ['Date', isKnown ? 'Mon' : 'Tue'],
  ],
  'the length of the request': (isKnown) => [['X-Request-Bytes', isKnown ? '11' : '8']],
  'two nodes that take turns': (_, count) => [['X-Served-By', `node-${count % 2}`]],
};

for (const [what, say] of Object.entries(SILENT))
  test(`${what}: nothing is told`, async () => {
    expect((await judged(say)).result.facts).toEqual({ sameHeaders: true });
  });

test('one pair, or an answer that changed when it was asked for again, proves nothing', async () => {
  const telling: Say = (isKnown) => (isKnown ? [['X-User', 'yes']] : []);
  for (const { result } of [await judged(telling, { pairs: 1 }), await judged(telling, { later: 429 })]) {
    expect(result.facts).toBeUndefined();
    expect(result.notJudged?.verdict).toBe('not-observed');
  }
});

test('a field that one kind of refusal has is found among the answers of that status', async () => {
  const say = (isKnown: boolean): Headers => [['X-Routing-Shard', isKnown ? '7' : 'none']];
  const asked: boolean[] = [];
  const again = (isKnown: boolean) => () => {
    asked.push(isKnown);
    const exchange = answer(say(isKnown), 401, isKnown);
    return Promise.resolve({ exchange, observation: { about: '', exchanges: [exchange], facts: {} } });
  };
  const asking = { known: again(true), unknown: again(false) } as unknown as Pair['asking'];
  const pair = (status: number): Pair => {
    const of = (isKnown: boolean) => answer(status === 401 ? say(isKnown) : [], status, isKnown);
    return { about: `answered ${status}`, asking, unknown: of(false), known: of(true) };
  };
  const judge = (statuses: readonly number[]) => observeHeaders(context, statuses.map(pair));
  expect((await judge([401, 400, 401, 400])).facts).toEqual({ sameHeaders: false });
  expect(asked).toEqual([false, false, true]);
  // One answer of its kind shows nothing: the field may be of that one answer.
  expect((await judge([401, 400, 400])).facts).toEqual({ sameHeaders: true });
});
