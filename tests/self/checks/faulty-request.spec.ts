import { expect, test } from '@playwright/test';
import type { Reply } from './server.ts';
import { Stage, faultyCase, reasonsOf, valuesOf, verdictOf } from './check-context.ts';

const NULL_IDS = faultyCase('null', () => ({ ids: null }));

const REFUSED = { status: '4xx', '/code': 'faulty' };

/** Answers the n-th fault (a body without ids) as told; every other request rightly. */
function faultsGet(stage: Stage, ...replies: (Reply | 'timeout' | 'reset')[]): void {
  stage.server.lie = ({ text }) => (text.includes('null') ? replies.shift() : undefined);
}

test('faulty-request reports each answer beside one control', async () => {
  const stage = new Stage();
  const cases = [NULL_IDS, faultyCase('number', () => ({ ids: [1] }))];
  const observed = await stage.run('faulty-request', { cases });
  expect(verdictOf(observed, REFUSED)).toBe('pass');
  expect(valuesOf(observed, 'likeControl')).toEqual([false, false]);
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', 'fault', 'fault']);
  faultsGet(stage, { status: 200, body: {} });
  expect(verdictOf(await stage.run('faulty-request', { cases }), REFUSED)).toBe('fail');
});

test('a server that refuses, crashes on or welcomes everybody proves nothing by its refusals', async () => {
  for (const status of [400, 401, 500]) {
    const stage = new Stage();
    stage.server.lie = () => ({ status, body: { code: 'faulty' } });
    expect(reasonsOf(await stage.run('faulty-request', { cases: [NULL_IDS] }))).toEqual(['inconclusive control']);
  }
});

test('a control with an undocumented answer of its own still holds', async () => {
  const stage = new Stage();
  stage.server.lie = ({ text }) => (text.includes('nobody') ? { status: 410, body: { code: 'else' } } : undefined);
  expect(verdictOf(await stage.run('faulty-request', { cases: [NULL_IDS] }), REFUSED)).toBe('pass');
});

test('429 is never judged', async () => {
  const stage = new Stage();
  faultsGet(stage, { status: 429 });
  expect(reasonsOf(await stage.run('faulty-request', { cases: [NULL_IDS] }))).toEqual(['inconclusive rate-limited']);
});

test('a gateway status is judged when it comes three times, else the answer to a further try', async () => {
  const stage = new Stage();
  const bad = { status: 502 };
  faultsGet(stage, bad, bad, bad);
  const observed = await stage.run('faulty-request', { cases: [NULL_IDS] });
  expect(valuesOf(observed, 'status')).toEqual([502]);
  const tried = ['fault', 'control'];
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', ...tried, ...tried, ...tried]);
  faultsGet(stage, bad, bad);
  expect(valuesOf(await stage.run('faulty-request', { cases: [NULL_IDS] }), 'status')).toEqual([400]);
});

test('silence is judged when it comes three times while the control is answered', async () => {
  const stage = new Stage();
  faultsGet(stage, 'timeout', 'timeout', 'timeout');
  const observed = await stage.run('faulty-request', { cases: [NULL_IDS] });
  expect(valuesOf(observed, 'status')).toEqual(['none (timeout)']);
  expect(verdictOf(observed, REFUSED)).toBe('fail');
  faultsGet(stage, 'timeout', 'reset');
  expect(verdictOf(await stage.run('faulty-request', { cases: [NULL_IDS] }), REFUSED)).toBe('pass');
  let answers = 1;
  stage.server.lie = () => (answers-- > 0 ? undefined : 'reset');
  expect(reasonsOf(await stage.run('faulty-request', { cases: [NULL_IDS] }))).toEqual(['inconclusive network']);
});
