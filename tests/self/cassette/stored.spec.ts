import { expect, test } from '@playwright/test';
import { readBack } from '../../../src/evidence/redacted.ts';
import { createBijection, matchRequest } from '../../../src/exchange/cassette/match.ts';
import { storedRequest, type Reading } from '../../../src/exchange/cassette/stored-request.ts';
import type { WireRequest } from '../../../src/exchange/types.ts';
import { inOrder } from '../../../src/run/cassette/in-order.ts';
import type { RunContext } from '../../../src/run/context.ts';
import type { RowReport } from '../../../src/run/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';

const READING: Reading = {
  baseUrl: 'https://gateway.example/v1',
  redact: (text) => text.replaceAll('hush-hush', '[redacted:$X]'),
  encryptedBody: '/encryptedData',
  credentialParameter: 'api key',
  operatorHeaders: new Set(['accept-language']),
};

function stored(path: string, body?: string, headers: WireRequest['headers'] = []) {
  const url = path.startsWith('http') ? path : READING.baseUrl + path;
  return storedRequest(
    { method: 'POST', url, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) },
    READING,
  );
}

test('of a request all is kept but who sends it', () => {
  const headers = [
    ['Authorization', 'Bearer hush-hush'],
    ['Content-Type', 'application/json'],
    ['Accept-Language', 'en'],
    ['X-Gateway-Key', 'hush-hush'],
    ['User-Agent', 'this'],
  ] as const;
  expect(stored('/users?a=1&api%20key=hush&b=hush-hush', '{"id":7}', headers)).toEqual({
    method: 'POST',
    path: '/users?a=1&b=[redacted:$X]',
    headers: [['Content-Type', 'application/json']],
    body: '{"id":7}',
  });
  expect(stored('/users?api%20key=hush').path).toBe('/users');
  expect(stored('http://gateway.example/v1/users').path).toBe('http://gateway.example/v1/users');
  expect(stored('/users', '{"encryptedData":"00"}').body).toEqual({ encrypted: true });
  expect(stored('/users', '').body).toBe('');
  expect(stored('/users').body).toBeNull();
});

test('two requests are one where one bijection of random words makes them so', () => {
  const [a, b, c, d] = ['a1a2a3a4a5a6', 'b1b2b3b4b5b6', 'c1c2c3c4c5c6', 'd1d2d3d4d5d6'];
  const match = (recorded: string, present: string, known = createBijection()) =>
    matchRequest(stored('/x', recorded), stored('/x', present), known);
  expect(match(`["${a}","${b}","${a}"]`, `["${c}","${d}","${c}"]`)).toEqual(
    new Map([
      [a, c],
      [b, d],
    ]),
  );
  expect(match(`["${a}","${b}"]`, `["${c}","${c}"]`)).toBeUndefined();
  expect(match(`["${a}","${a}"]`, `["${c}","${d}"]`)).toBeUndefined();
  expect(match(`["${a}"]`, `["${c}","${d}"]`)).toBeUndefined();
  expect(match('["word"]', '["work"]')).toBeUndefined();
  // Of an id that was lengthened the last character is repeated, which is nobody's word.
  expect(match(`["${a}777777777"]`, `["${a}999999999"]`, createBijection())?.size).toBe(1);
  expect(match('["77777777","88888888"]', '["99999999","99999999"]')).toEqual(new Map());
  // Of an id that was shortened no whole word is left; a number of the profile's is another matter.
  expect(match('["3b81d9b"]', '["748e843"]')).toEqual(new Map());
  expect(match('{"merchant_id":19}', '{"merchant_id":45}')).toBeUndefined();
  const known = createBijection();
  known.learn(new Map([[a, c]]));
  expect(match(`["${a}"]`, `["${c}"]`, known)).toEqual(new Map());
  expect(match(`["${a}"]`, `["${d}"]`, known)).toBeUndefined();
  expect(match(`["${b}"]`, `["${c}"]`, known)).toBeUndefined();
  // What an answer told is that very id.
  known.told(`{"id":"${b}"}`);
  expect(match(`["${b}"]`, `["${d}"]`, known)).toBeUndefined();
  expect(match(`["${b}"]`, `["${b}"]`, known)).toEqual(new Map());
  // One that repeats an id of this run, longer or shorter, is still that id.
  known.told(`["${c}7","${c.slice(1)}"]`);
  expect(match(`["${a}7","${a.slice(1)}"]`, `["${c}7","${c.slice(1)}"]`, known)).toEqual(new Map());
});

test('rows are judged one at a time and in their order, whichever is asked for first', async () => {
  const rows = ['v/a', 'v/b', 'v/c'].map((id) => ({ id }) as Requirement);
  const context = { vendor: { requirements: rows } } as unknown as RunContext;
  const begun: string[] = [];
  let underWay = 0;
  const judge = inOrder(['v/a', 'v/b', 'v/c'], async ({ id }) => {
    begun.push(id);
    underWay += 1;
    expect(underWay).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
    if (id === 'v/b') throw new Error('b');
    return readBack({ result: { id } } as unknown as RowReport);
  });
  const asked = [rows[2]!, rows[0]!, rows[1]!, rows[2]!].map((row) => judge(row, context));
  const ended = await Promise.allSettled(asked);
  expect(begun).toEqual(['v/a', 'v/b', 'v/c']);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
});
