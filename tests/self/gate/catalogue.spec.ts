import { expect } from '@playwright/test';
import { listRequirements } from '../../../src/spec-loader/requirement-list.ts';
import { SLOW } from '../part.ts';
import { test } from './child.ts';

// What is required can be read without judging anything.

const SPECS = new URL('../../../specs', import.meta.url).pathname;
const KNOT = listRequirements(SPECS, 'knot');

test('list prints each requirement of a vendor on a line, in the order of its file', SLOW, async ({ gate }) => {
  const { code, out, err } = await gate.run(['list', '--vendor', 'knot']).ended;
  expect(err).toBe('');
  expect(code).toBe(0);
  const [head, ...lines] = out.trimEnd().split('\n');
  const excluded = KNOT.filter((one) => one.excluded).length;
  expect(head).toBe(`knot: ${String(KNOT.length - excluded)} requirements, ${String(excluded)} that cannot be tested`);
  expect(lines.map((line) => line.trim().split(/ {2,}/)[0])).toEqual(KNOT.map(({ id }) => id));
  const one = lines.find((line) => line.includes('knot/deleted-user-is-gone '));
  expect(one?.trim().split(/ {2,}/)).toEqual([
    ...['knot/deleted-user-is-gone', 'MUST', 'erasure', '1 user to delete, 1 user to spare; quick; few requests'],
  ]);
});

test('list --cost counts the requests of each', SLOW, async ({ gate }) => {
  const { out } = await gate.run(['list', '--vendor', 'knot', '--cost']).ended;
  expect(out).toMatch(/knot\/deleted-user-is-gone .*; 9 requests$/m);
  expect(out).toMatch(/knot\/deleted-users-stay-gone .*; sends nothing$/m);
});

test(
  'explain shows what is demanded and why, what is sent, what passes, and what it catches',
  SLOW,
  async ({ gate }) => {
    const { code, out, err } = await gate.run(['explain', 'knot/deleted-user-is-gone']).ended;
    expect(err).toBe('');
    expect(code).toBe(0);
    const parts = [
      /^knot\/deleted-user-is-gone \(MUST, erasure\)\n/,
      /\nSource\n {2}Reference, Delete User & Data/,
      /\nWhy\n {2}K17\. When the user is gone: /,
      /\nSent\n {2}9 requests to a target that answers as documented:\n {2}POST \/session\/create /,
      /\n {2}POST \/user\/delete \{"external_user_id"/,
      /\nPasses when\n {2}MUST: victim gone\n {2}MUST: bystander living\n/,
      /\nOtherwise\n {2}a broken MUST clause is a fail/,
      /\nFaults that it is measured to catch\n {2}Answers success and deletes nothing\.\n/,
    ];
    for (const part of parts) expect(out).toMatch(part);
    expect(out).not.toContain('](#');
  },
);

test('explain of what is judged at the end, and of what cannot be tested', SLOW, async ({ gate }) => {
  const { out } = await gate.run(['explain', 'knot/deleted-users-stay-gone']).ended;
  expect(out).toContain('nothing: it is judged from the exchanges of the other requirements');
  const untested = KNOT.find((one) => one.excluded)?.id ?? '';
  expect((await gate.run(['explain', untested]).ended).out).toMatch(/\nNot tested\n {2}\S/);
});

for (const [given, says] of [
  ['knot/deleted-user-is-gon', ', did you mean "knot/deleted-user-is-gone"?'],
  ['deleted-user-is-gone', ', did you mean "knot/deleted-user-is-gone"?'],
  ['x', ': list shows all ids.'],
] as const)
  test(`explain ${given} is refused with what to write`, SLOW, async ({ gate }) => {
    const { code, out, err } = await gate.run(['explain', given]).ended;
    expect([code, out, err]).toEqual([2, '', `There is no requirement "${given}"${says}\n`]);
  });

test('list of an unknown vendor is refused', SLOW, async ({ gate }) => {
  const { code, err } = await gate.run(['list', '--vendor', 'knott']).ended;
  expect([code, err]).toEqual([2, '--vendor knott is unknown, did you mean "knot"?\n']);
});
