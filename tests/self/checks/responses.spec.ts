import { expect, test } from '@playwright/test';
import type { Reply } from './server.ts';
import { faultyCase, reasonsOf, signedAs, Stage, valuesOf, verdictOf, WRONG_SECRET } from './check-context.ts';

const NULL_IDS = faultyCase('null', () => ({ ids: null }));
const REFUSED = { status: '4xx', '/code': 'faulty' };
const CREDENTIALS = { status: 401, '/code': 'credentials' };

/** Answers the n-th fault (a body without ids) as told; every other request rightly. */
function faultsGet(stage: Stage, ...replies: (Reply | 'timeout' | 'reset')[]): void {
  stage.server.lie = ({ text }) => (text.includes('null') ? replies.shift() : undefined);
}

test('unknown-user reports the answer', async () => {
  const stage = new Stage();
  expect(verdictOf(await stage.run('unknown-user'), { status: 404, '/code': 'unknown' })).toBe('pass');
  stage.server.lie = () => ({ status: 200, body: {} });
  expect(verdictOf(await stage.run('unknown-user'), { status: 404, '/code': 'unknown' })).toBe('fail');
  stage.server.lie = () => 'timeout';
  expect(reasonsOf(await stage.run('unknown-user'))).toEqual(['inconclusive timeout']);
  stage.server.lie = () => ({ status: 429 });
  expect(reasonsOf(await stage.run('unknown-user'))).toEqual(['inconclusive rate-limited']);
});

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

test('a gateway status is judged when it comes twice', async () => {
  const stage = new Stage();
  faultsGet(stage, { status: 502 }, { status: 502 });
  const twice = await stage.run('faulty-request', { cases: [NULL_IDS] });
  expect(valuesOf(twice, 'status')).toEqual([502]);
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', 'fault', 'control', 'fault']);
  faultsGet(stage, { status: 502 });
  expect(reasonsOf(await stage.run('faulty-request', { cases: [NULL_IDS] }))).toEqual(['inconclusive gateway']);
});

test('silence is judged while the control is answered', async () => {
  const stage = new Stage();
  faultsGet(stage, 'timeout');
  const observed = await stage.run('faulty-request', { cases: [NULL_IDS] });
  expect(valuesOf(observed, 'status')).toEqual(['none (timeout)']);
  expect(verdictOf(observed, REFUSED)).toBe('fail');
  let answers = 1;
  stage.server.lie = () => (answers-- > 0 ? undefined : 'reset');
  expect(reasonsOf(await stage.run('faulty-request', { cases: [NULL_IDS] }))).toEqual(['inconclusive network']);
});

test('invalid-credentials-refused reports the answers to the invalid credentials', async () => {
  const stage = new Stage();
  const invalidCredentials = [WRONG_SECRET];
  const keyless = { name: 'credentials.other', description: "the other tenant's token", needsOtherTenant: true };
  expect(verdictOf(await stage.run('invalid-credentials-refused', { invalidCredentials }), CREDENTIALS)).toBe('pass');
  stage.server.lie = ({ tenant }) => (tenant ? undefined : { status: 200 });
  expect(verdictOf(await stage.run('invalid-credentials-refused', { invalidCredentials }), CREDENTIALS)).toBe('fail');
  const missing = await stage.run('invalid-credentials-refused', { invalidCredentials: [keyless] });
  expect(reasonsOf(missing)).toEqual(['not-run no-second-tenant']);
  expect(missing[0]!.notJudged!.message).toContain('LITTLE_OTHER_');
});

test('invalid-credentials-refused sends first what invalid credentials needs first', async () => {
  const stage = new Stage();
  const invalid = { ...WRONG_SECRET, prepare: signedAs('Bearer right') };
  await stage.run('invalid-credentials-refused', { invalidCredentials: [invalid] });
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', 'setup', 'fault']);
  expect(stage.sent[1]!.request.body).toEqual(stage.sent[2]!.request.body);
});

test('credentials-before-body tells which fault is named first', async () => {
  const stage = new Stage();
  expect(verdictOf(await stage.run('credentials-before-body'), CREDENTIALS)).toBe('pass');
  const body = stage.sent.at(-1)!.request.body!;
  expect(() => JSON.parse(body.toString()) as unknown).toThrow(SyntaxError);
  stage.server.lie = ({ text }) => (text.endsWith('}') ? undefined : { status: 400, body: { code: 'faulty' } });
  expect(verdictOf(await stage.run('credentials-before-body'), CREDENTIALS)).toBe('fail');
});

test('credential-variant compares with the control', async () => {
  const stage = new Stage();
  const variant = { with: { variant: 'lower' } };
  expect(verdictOf(await stage.run('credential-variant', variant), { likeControl: true })).toBe('fail');
  stage.server.lie = (call, server) =>
    call.headers['authorization'] === 'bearer right'
      ? server.answer({ ...call, headers: {}, tenant: 'own' })
      : undefined;
  expect(verdictOf(await stage.run('credential-variant', variant), { likeControl: true })).toBe('pass');
  const absent = await stage.run('credential-variant', { with: { variant: 'absent' } });
  expect(reasonsOf(absent)).toEqual(['not-applicable declared']);
});

test('request-header compares with the control', async () => {
  const stage = new Stage();
  const header = { with: { name: 'content-type', value: 'application/json; charset=utf-8' } };
  expect(verdictOf(await stage.run('request-header', header), { likeControl: true })).toBe('pass');
  expect(stage.sent.at(-1)!.request.headers.filter(([name]) => /^content-type$/i.test(name))).toHaveLength(1);
  stage.server.lie = ({ headers }) => (headers['content-type']?.includes('charset') ? { status: 415 } : undefined);
  expect(verdictOf(await stage.run('request-header', header), { likeControl: true })).toBe('fail');
});

test('unknown-unusual-id sends what the template says', async () => {
  const stage = new Stage();
  const long = { with: { id: '{uuid}', repeat: 100 } };
  expect(verdictOf(await stage.run('unknown-unusual-id', long), { status: '4xx' })).toBe('pass');
  expect(stage.sent.at(-1)!.request.body!.length).toBeGreaterThan(3600);
  stage.server.lie = ({ text }) => (text.length > 1000 ? { status: 500 } : undefined);
  expect(verdictOf(await stage.run('unknown-unusual-id', long), { status: '4xx' })).toBe('fail');
});

test('plain-http sends neither credentials nor anything else of the operator', async () => {
  const stage = new Stage();
  stage.server.lie = ({ url }) => (url.startsWith('http:') ? 'refused' : undefined);
  expect(valuesOf(await stage.run('plain-http'), 'plainHttp')).toEqual(['refused']);
  const { url, headers } = stage.sent[0]!.request;
  expect(url).toBe('http://little.example/deletions');
  expect(headers).toEqual([['Content-Type', 'application/json']]);
  stage.server.lie = () => ({ status: 200 });
  expect(valuesOf(await stage.run('plain-http'), 'plainHttp')).toEqual(['answered 2xx']);
  stage.server.lie = () => ({ status: 301 });
  expect(valuesOf(await stage.run('plain-http'), 'plainHttp')).toEqual(['answered otherwise']);
});

test('plain-http goes by the scheme of the base URL', async () => {
  const stage = new Stage();
  const clear = await stage.run('plain-http', { baseUrl: 'http://little.example' });
  expect(valuesOf(clear, 'plainHttp')).toEqual(['clear-text']);
  const loopback = await stage.run('plain-http', { baseUrl: 'http://127.0.0.1:1' });
  expect(reasonsOf(loopback)).toEqual(['not-applicable declared']);
  expect(stage.sent).toEqual([]);
});
