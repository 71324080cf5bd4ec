import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { complaints, failing, judge } from './judge.ts';
import { larkServer, type LarkChanges } from './lark-server.ts';
import { partOf } from '../part.ts';

const BROKEN: Readonly<Record<string, readonly [slug: string, change: LarkChanges]>> = {
  'erases nobody': ['members-are-gone', { erase: () => undefined }],
  'lists nobody': ['members-are-gone', { answer: () => ({ erased: [], unknown: [] }) }],
  'lists the unknown as erased': [
    'unknown-members-are-listed-as-such',
    { answer: (erased, unknown) => ({ erased: [...erased, ...unknown], unknown: [] }) },
  ],
  'takes any text for a number': ['faulty-erasure-is-refused', { isNumber: (value) => typeof value === 'string' }],
  'asks for no key': ['wrong-key-is-refused', { anyKey: true }],
  'takes the key in the query': [
    'key-elsewhere-is-refused',
    keyIn(({ url }) => new URL(url).searchParams.get('api_key')),
  ],
  'takes the key in the query under its own name': [
    'key-elsewhere-is-refused',
    keyIn(({ url }) => new URL(url).searchParams.get('X-Lark-Key')),
  ],
  'takes the key in a cookie': [
    'key-elsewhere-is-refused',
    keyIn(({ headers }) => /access_token=([^;]*)/.exec(headers.get('cookie') ?? '')?.[1]),
  ],
  'takes the key as a Bearer token': [
    'key-elsewhere-is-refused',
    keyIn(({ headers }) => headers.get('authorization')?.replace(/^Bearer /, '')),
  ],
  'takes the key in a usual header': ['key-elsewhere-is-refused', keyIn(({ headers }) => headers.get('x-api-key'))],
};

test('Lark Mail is conformant: short ids, lists of twenty, an API key', async () => {
  const results = await judge(larkServer(randomUUID()));
  expect(complaints(results)).toEqual([]);
  expect(results.outcome).toBe('conformant');
});

for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), ([name]) => name, 4))
  test(`Lark Mail: a server that ${what} is found`, async () => {
    const results = await judge(larkServer(randomUUID(), change));
    expect(failing(results), JSON.stringify(complaints(results))).toContain(`lark/${slug}`);
  });

function keyIn(keyOf: NonNullable<LarkChanges['keyOf']>): LarkChanges {
  return { keyOf };
}
