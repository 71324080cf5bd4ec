import { expect, test } from '@playwright/test';
import { judge } from '../../../src/verdict/judge.ts';
import type { Clause } from '../../../src/verdict/types.ts';
import { disposeOfKeys, judgeKnot } from '../run/in-process.ts';

// A47: isolation accuses of harm alone, and passes only where somebody was deleted.

test.afterAll(disposeOfKeys);

const GONE: Clause = { when: { victim: 'gone' }, level: 'MUST' };
const OTHERS: Clause = { when: { bystander: 'living' }, level: 'MUST' };
const spared = { about: 'the bystander', facts: { bystander: 'living' } };
const harmed = { about: 'the bystander', facts: { bystander: 'gone' } };
const left = { about: 'user 1', facts: { victim: 'living' }, validlyDeleted: true } as const;

for (const clauses of [[GONE, OTHERS], [OTHERS]])
  test(`a deletion that did nothing leaves isolation unjudged, ${clauses.length} clauses`, () => {
    const isolation = { area: 'isolation', level: 'MUST', expect: clauses } as const;
    expect(judge(isolation, [spared, left])).toMatchObject({ verdict: 'inconclusive', reason: 'not-deleted' });
    // Harm is harm, whatever became of the deleted user.
    expect(judge(isolation, [harmed, left]).verdict).toBe('fail');
    const gone = { about: 'the deleted user', facts: { victim: 'gone' } };
    expect(judge(isolation, [spared, gone]).verdict).toBe('pass');
  });

test('a user who is being terminated was deleted, as far as the others are concerned (C21)', () => {
  const going = { ...left, facts: { victim: 'terminating' } };
  for (const clauses of [[OTHERS], [GONE, OTHERS]]) {
    const isolation = { area: 'isolation', level: 'MUST', expect: clauses } as const;
    expect(judge(isolation, [spared, going]).verdict).toBe('pass');
    expect(judge(isolation, [harmed, going]).verdict).toBe('fail');
  }
  expect(judge({ area: 'erasure', level: 'MUST', expect: [GONE] }, [going]).verdict).toBe('fail');
});

test('a user who had to live and is being terminated is harmed, in isolation too', () => {
  const named = { about: 'the victim of a refused request', facts: { victim: 'terminating' } };
  const harmless = {
    area: 'isolation',
    level: 'MUST',
    expect: [{ when: { victim: 'living' }, level: 'MUST' }],
  } as const;
  expect(judge(harmless, [named]).verdict).toBe('fail');
});

test('erasure is charged with it as before', () => {
  expect(judge({ area: 'erasure', level: 'MUST', expect: [GONE] }, [left]).verdict).toBe('fail');
});

test('a user that a refused request named must live, in isolation too', () => {
  const harmless = {
    area: 'isolation',
    level: 'MUST',
    expect: [{ when: { victim: 'living' }, level: 'MUST' }],
  } as const;
  expect(judge(harmless, [left]).verdict).toBe('pass');
  // Nor does it matter to requirements that ask for others alone.
  const named = { about: 'the victim of a refused request', facts: { victim: 'living' } };
  const others = { area: 'isolation', level: 'MUST', expect: [OTHERS] } as const;
  expect(judge(others, [spared, named]).verdict).toBe('pass');
  expect(judge(harmless, [{ about: 'it', facts: { victim: 'gone' } }]).verdict).toBe('fail');
});

test('a list that names a user who exists as deleted is untrue, in isolation too', () => {
  const list = {
    area: 'isolation',
    level: 'MUST',
    expect: [{ when: { effect: ['listed and gone'] }, level: 'MUST' }],
  } as const;
  expect(judge(list, [{ about: 'it', facts: { effect: 'listed and living' } }]).verdict).toBe('fail');
});

test('a server that answers success and deletes nobody fails erasure, and no requirement of isolation', async () => {
  const { outcome, requirements } = await judgeKnot({
    behaviour: { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined },
    select: ({ slug }) => /^(deleted-user|other-users|padded-neighbour|repeated-id)/.test(slug),
  });
  expect(outcome).toBe('nonconformant');
  const isolation = requirements.filter(({ area }) => area === 'isolation');
  expect(isolation.length).toBeGreaterThanOrEqual(4);
  for (const { id, verdict, reason } of isolation)
    expect([verdict, reason], id).toEqual(['inconclusive', 'not-deleted']);
});
