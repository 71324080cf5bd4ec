import { expect, test } from '@playwright/test';
import { Stage, reasonsOf, signedAs, valuesOf, verdictOf, type Setting } from './check-context.ts';

const near = (name: string) => ({
  name: `credentials.${name}`,
  description: `the credentials ${name}`,
  needsOtherTenant: false,
  sign: signedAs(`Bearer ${name}`),
});

const SETTING: Setting = { invalidCredentials: ['one', 'two', 'three'].map(near) };
const REFUSED = [{ status: 401 }, { victim: 'living' }] as const;

/** Lets in whoever sends this value. */
function letsIn(stage: Stage, ...names: string[]): void {
  stage.server.lie = (call, server) => {
    if (!names.some((name) => call.headers['authorization'] === `Bearer ${name}`)) return undefined;
    const [id = ''] = /user-\d+/.exec(call.text) ?? [];
    const found = server.find('own', id);
    if (found) server.erase(found);
    return found ? { status: 200, body: { deleted: [id] } } : { status: 404, body: { code: 'unknown' } };
  };
}

test('invalid-credentials-naming-user sends all of them with one living user', async () => {
  const stage = new Stage();
  const observed = await stage.run('invalid-credentials-naming-user', { ...SETTING, maxUsers: 1 });
  expect(verdictOf(observed, ...REFUSED)).toBe('pass');
  expect(stage.sent.map(({ role }) => role)).toEqual(['control', 'fault', 'fault', 'fault']);
  expect(stage.server.records.size).toBe(1);
});

test('invalid-credentials-naming-user: what is accepted is accused by its answer, and the others by a fresh user', async () => {
  const stage = new Stage();
  letsIn(stage, 'two');
  const observed = await stage.run('invalid-credentials-naming-user', SETTING);
  expect(valuesOf(observed, 'status')).toEqual([401, 200, 401]);
  // The first, for the second was accepted and listed the user; the third, for its own user lives.
  expect(valuesOf(observed, 'victim')).toEqual(['living', 'living']);
  expect(stage.deleted).toHaveLength(1);
});

test('invalid-credentials-naming-user spends no user for each of many that are accepted', async () => {
  const stage = new Stage();
  const names = ['a', 'b', 'c', 'd', 'e'];
  letsIn(stage, ...names);
  const observed = await stage.run('invalid-credentials-naming-user', { invalidCredentials: names.map(near) });
  expect(valuesOf(observed, 'status')).toEqual([200, 200, 200, 404, 404]);
  expect(stage.deleted).toHaveLength(3);
});

test('invalid-credentials-naming-user finds the refused one that deletes', async () => {
  const stage = new Stage();
  stage.server.lie = (call, server) => {
    const [id = ''] = /user-\d+/.exec(call.text) ?? [];
    const found = server.find('own', id);
    if (call.headers['authorization'] === 'Bearer two' && found) server.erase(found);
    return undefined;
  };
  const observed = await stage.run('invalid-credentials-naming-user', SETTING);
  expect(verdictOf(observed, ...REFUSED)).toBe('fail');
  expect(observed.find(({ facts }) => facts?.['victim'] === 'gone')!.about).toContain('the credentials two');
});

test('invalid-credentials-naming-user gives each the request that it needs', async () => {
  const stage = new Stage();
  const needs = (['query', 'large-body', 'chunked-body', 'cookie'] as const).map((need) => ({
    ...near(need),
    needs: need,
  }));
  const observed = await stage.run('invalid-credentials-naming-user', { invalidCredentials: needs });
  const [query, large, chunked, ...further] = stage.sent.filter(({ role }) => role === 'fault');
  expect(query?.request.url).toMatch(/\?x-note=nobody-\d+$/);
  expect(large?.request.body?.length).toBeGreaterThan(100_000);
  expect(chunked?.request.headers).toContainEqual(['Transfer-Encoding', 'chunked']);
  expect(further).toEqual([]);
  // The little server sets no cookie.
  expect(reasonsOf(observed)).toEqual(['not-observed not-observed']);
});

test('invalid-credentials-naming-user is not green by a server that refuses the valid as well', async () => {
  const stage = new Stage();
  stage.server.lie = () => ({ status: 403 });
  expect(reasonsOf(await stage.run('invalid-credentials-naming-user', SETTING))).toEqual(['inconclusive control']);
});
