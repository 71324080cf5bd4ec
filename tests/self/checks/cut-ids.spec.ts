import { expect, test } from '@playwright/test';
import { declareScenarios } from './scenario.ts';
import { idsIn } from './server.ts';
import { Stage, valuesOf, verdictOf } from './check-context.ts';

const SETTING = { with: { id: 'cut-{run}-', lengths: [32, 64], named: [65] } };
const SPARED = [{ victim: 'living' }] as const;

/** Deletes whoever has the first 64 characters of what is named; then answers so. */
const cutting = (status: number) => (stage: Stage) => {
  stage.server.lie = ({ text }, server) => {
    const [id = ''] = idsIn(text) ?? [];
    const found = id.length > 64 ? server.find('own', id.slice(0, 64)) : undefined;
    if (!found) return undefined;
    server.erase(found);
    return { status, body: { code: 'unknown' } };
  };
};

declareScenarios({
  'cut-ids': {
    check: 'cut-ids',
    setting: SETTING,
    expected: SPARED,
    lies: { cutsAndRefuses: cutting(404), cutsAndAccepts: cutting(200) },
  },
});

test('a server that cuts every id takes several for one user, which accuses nobody', async () => {
  const stage = new Stage();
  stage.server.spelled = (id) => id.slice(0, 40);
  const observed = await stage.run('cut-ids', SETTING);
  expect(verdictOf(observed, ...SPARED)).not.toBe('fail');
  expect(valuesOf(observed, 'victim')).toEqual(['living']);
});

test('an id that cannot be created with is nobody\u2019s', async () => {
  const stage = new Stage();
  cutting(200)(stage);
  stage.server.mayCreate = (id) => id.length <= 64;
  expect(verdictOf(await stage.run('cut-ids', SETTING), ...SPARED)).toBe('fail');
});

test('users who cannot be created are not judged, and nothing is sent without any', async () => {
  const stage = new Stage();
  stage.server.mayCreate = (id) => id.length <= 40;
  const observed = await stage.run('cut-ids', SETTING);
  expect(valuesOf(observed, 'victim')).toEqual(['living']);
  const strict = new Stage();
  strict.server.mayCreate = () => false;
  expect(verdictOf(await strict.run('cut-ids', SETTING), ...SPARED)).toBe('not-observed');
  expect(strict.sent.filter(({ role }) => role === 'fault')).toEqual([]);
});
