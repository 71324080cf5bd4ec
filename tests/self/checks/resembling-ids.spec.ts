import { expect, test } from '@playwright/test';
import { RESEMBLANCES } from '../../../src/contract/resembling-ids.ts';
import { Stage, reasonsOf, valuesOf } from './check-context.ts';

const ALL = RESEMBLANCES.map(({ name }) => name);
const SETTING = { with: { resemblances: ALL }, uuids: true };

const digits = (id: string): string => id.replaceAll('-', '');
const HALF = 16;

/** What a server keeps of an id, by the resemblances that it takes for the user. */
const KEEPS: Readonly<Record<string, (id: string) => string>> = {
  'first group': (id) => id.slice(0, 8),
  'first half': (id) => digits(id).slice(0, HALF),
  'last half': (id) => digits(id).slice(HALF),
  'the last': (id) => id.slice(-12),
  'but the last digit': (id) => id.slice(0, -1),
  'digit of the version': (id) => id.slice(0, 14) + id.slice(15),
  'hyphens elsewhere': digits,
};

test('resembling-ids: a server that compares whole ids passes, with one user', async () => {
  const stage = new Stage();
  const observed = await stage.run('resembling-ids', { ...SETTING, maxUsers: 1 });
  expect(valuesOf(observed, 'victim')).toEqual(['living']);
  const ids = stage.sent
    .filter(({ role }) => role === 'fault')
    .flatMap(({ request }) => (JSON.parse(String(request.body)) as { ids: string[] }).ids);
  expect(ids).toHaveLength(ALL.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

for (const [what, keep] of Object.entries(KEEPS))
  test(`resembling-ids: a server that keeps another part of an id deletes the user (${what})`, async () => {
    const stage = new Stage();
    stage.server.lie = ({ text }, server) => {
      const [id = ''] = (JSON.parse(text) as { ids: string[] }).ids;
      const found = [...server.records.values()].find((record) => record.id !== id && keep(record.id) === keep(id));
      if (found) server.erase(found);
      return undefined;
    };
    const observed = await stage.run('resembling-ids', SETTING);
    expect(valuesOf(observed, 'victim')).toEqual(['gone']);
    expect(observed.find(({ facts }) => facts?.['victim'] === 'gone')?.about).toContain(what);
  });

test('resembling-ids: nil and max are sent, and may be taken for everybody', async () => {
  for (const digit of ['0', 'f']) {
    const stage = new Stage();
    stage.server.lie = ({ text }, server) => {
      if (new RegExp(`"[${digit}-]{36}"`).test(text)) server.records.clear();
      return undefined;
    };
    expect(valuesOf(await stage.run('resembling-ids', SETTING), 'victim')).toEqual(['gone']);
  }
});

test('resembling-ids: what is sent is what the requirement names, and ids that are no UUIDs are not observed', async () => {
  const stage = new Stage();
  await stage.run('resembling-ids', { with: { resemblances: ['nil'] }, uuids: true });
  expect(stage.sent.filter(({ role }) => role === 'fault')).toHaveLength(1);
  expect(reasonsOf(await stage.run('resembling-ids', { with: SETTING.with }))).toEqual(['not-observed not-observed']);
});
