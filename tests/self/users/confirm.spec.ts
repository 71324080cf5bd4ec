import { expect, test } from '@playwright/test';
import { observeReturn } from '../../../src/users/confirm.ts';
import type { UserObservation } from '../../../src/users/types.ts';
import { virtualClock } from '../../../src/clock.ts';
import { GONE, LIVES, house, reading, type Reply, type Setting } from './users-under-test.ts';

const BYSTANDER = { id: 'someone', tenant: 'own', marker: 7, offered: false, exchanges: [] } as const;

/** Whether a bystander survives who is read as `read` says at each instant after 0. */
async function survivor(read: (at: number, look: number) => Reply, target: Setting['target'] = {}) {
  let looks = 0;
  const context = await house({ target, reply: reading(({ at }) => read(at, looks++)) });
  const observation = await context.users.survives(BYSTANDER);
  return { ...observation, sent: context.sent, now: context.clock.now() };
}

test('who is seen living is looked at once', async () => {
  const { state, sent, now } = await survivor(() => LIVES);
  expect([state, sent.length, now]).toEqual(['living', 1, 0]);
});

test('gone at first and then living to the end is a replica that was behind', async () => {
  for (const behindMs of [1, 600, 2400, 4900])
    expect(await survivor((at) => (at < behindMs ? GONE : LIVES)), String(behindMs)).toMatchObject({ state: 'living' });
  // Nor is it harm where the nodes answer in turn until the one has caught up.
  expect(await survivor((at, look) => (at < 2000 && look % 2 === 0 ? GONE : LIVES))).toMatchObject({ state: 'living' });
});

test('gone in every look of the last half is harm, within the settle time', async () => {
  const dead = await survivor(() => GONE);
  expect([dead.state, dead.now]).toEqual(['gone', 5000]);
  expect(dead.sent.length).toBeLessThan(9);
  expect(dead.exchanges).toHaveLength(2);
  const late = await survivor((at) => (at < 1000 || at > 2000 ? GONE : LIVES));
  expect(late.state).toBe('gone');
});

test('living and gone in turn to the end is harm: one of the nodes has lost the user', async () => {
  expect(await survivor((_, look) => (look % 2 === 0 ? GONE : LIVES))).toMatchObject({ state: 'gone' });
  expect(await survivor((_, look) => (look % 3 === 0 ? GONE : LIVES))).toMatchObject({ state: 'gone' });
});

test('a crash and a termination are confirmed as well', async () => {
  expect(await survivor((at) => (at < 100 ? { status: 500 } : LIVES))).toMatchObject({ state: 'living' });
  expect(await survivor(() => ({ status: 500 }))).toMatchObject({ state: 'answered 500' });
});

test('a settle time below two seconds does not shorten a confirmation', async () => {
  const behind = await survivor((at) => (at < 900 ? GONE : LIVES), { settleMs: 100 });
  expect([behind.state, behind.now]).toEqual(['living', 2000]);
});

test('harm that no later look could confirm accuses nobody', async () => {
  const { state, notJudged } = await survivor((at) => (at < 1000 ? GONE : { status: 503 }));
  expect([state, notJudged?.verdict]).toEqual(['unknown', 'inconclusive']);
  // One conclusive look is not enough.
  expect(await survivor((at) => (at < 4900 ? (at < 100 ? GONE : { status: 503 }) : GONE))).toMatchObject({
    state: 'unknown',
  });
});

const seenAs = (state: UserObservation['state']): UserObservation => ({ state, markers: [], exchanges: [] });

/** What becomes of a user who was seen gone, and then living at `at`. */
async function returned(state: (at: number) => UserObservation['state'], at: number, deadline = 5000) {
  const clock = virtualClock(at);
  let looks = 0;
  const observe = async () => ((looks += 1), seenAs(state(clock.now())));
  const seen = { observation: seenAs('living'), at };
  const decisive = await observeReturn(seen, { observe, deadline, settleMs: 5000, clock });
  return { state: decisive.observation.state, at: decisive.at, looks };
}

test('a deleted user who was gone has come back when two looks after the deadline show it', async () => {
  expect(await returned(() => 'living', 6000)).toEqual({ state: 'living', at: 6100, looks: 1 });
  const before = await returned(() => 'living', 3000);
  expect([before.state, before.looks]).toEqual(['living', 2]);
  expect(before.at).toBeGreaterThan(5000);
});

test('a node among several that never heard of the deletion is found', async () => {
  for (const nodes of [2, 3, 4]) {
    let look = 0;
    expect((await returned(() => (look++ % nodes === 0 ? 'living' : 'gone'), 6000)).state, String(nodes)).toBe(
      'living',
    );
  }
});

test('one that heard of it late is not accused', async () => {
  expect((await returned((at) => (at < 4000 ? 'living' : 'gone'), 3000)).state).toBe('gone');
  expect((await returned(() => 'gone', 6000)).state).toBe('gone');
});

test('a deadline that is far away is not waited for', async () => {
  expect(await returned(() => 'living', 3000, 86_400_000)).toEqual({ state: 'living', at: 3000, looks: 0 });
});
