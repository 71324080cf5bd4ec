import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import { loadEdited } from './edited-vendor.ts';
import { judge } from './judge.ts';
import { larkServer } from './lark-server.ts';

// How many offered users a requirement needs is a matter of the cases that it claims, not of their globs, which are two here.

const ROW = `requirements:
  - id: lark/number-beside-others-is-safe
    area: batch
    level: MUST
    text: A number next to itself, or next to nineteen others, harms nobody else.
    source: Lark Mail definition
    check: delete-with-invalid-element
    cases: ['at-*', 'duplicate.*']
    expect: [{ when: { bystander: living }, level: MUST }]
`;

const vendorWithRow = () =>
  loadEdited({ vendor: 'lark', file: 'requirements.yaml', passage: 'requirements:\n', replacement: ROW });

/** A server with so many users, who are offered. */
async function offering(count: number): Promise<Sandbox> {
  const server = larkServer(randomUUID());
  const headers = { 'X-Lark-Key': server.environment['LARK_API_KEY'] ?? '' };
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const body = JSON.stringify({ name: `offered-${String(n)}` });
    const answer = await server.fetch(new Request('http://127.0.0.1/members', { method: 'POST', headers, body }));
    ids.push(((await answer.json()) as { number: string }).number);
  }
  return { ...server, environment: { ...server.environment, LARK_USER_IDS: ids.join(',') } };
}

async function judged(count: number) {
  const vendor = await vendorWithRow();
  const [row] = vendor.requirements;
  const results = await judge(await offering(count), undefined, ({ id }) => id === row?.id, { vendor });
  const cases = row ? vendor.casesOf(row).length : 0;
  return { cases, result: results.requirements.find(({ id }) => id === row?.id) };
}

test('one glob stands for several cases: of 400 offered users nothing is missing', async () => {
  const { cases, result } = await judged(400);
  expect(cases).toBeGreaterThan(2);
  expect(result).toMatchObject({ verdict: 'pass' });
});

test('who offers too few is told how many more', async () => {
  const { cases, result } = await judged(1);
  // One for each case, and one who lives on.
  expect(result?.verdict).toBe('not-run');
  expect(result?.message).toContain(`This needs ${String(cases)} more disposable users: add them to LARK_USER_IDS.`);
});
