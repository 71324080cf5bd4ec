import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readBack } from '../../../src/evidence/redacted.ts';
import { ExchangeError } from '../../../src/http/types.ts';
import { cassetteName, readCassettes, writeCassettes } from '../../../src/cassette/file.ts';
import type { Cassette } from '../../../src/cassette/types.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { checkRecordable } from '../../../src/cassette/recordable.ts';
import type { Target } from '../../../src/configuration/types.ts';
import { recordedRun } from '../../../src/session/cassettes.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { loadOnce } from '../run/in-process.ts';
import { record, replay, type Recording } from './run.ts';

const SELECTION = '/(deleted-user-is-gone|unknown-user-is-refused|missing-id-is-refused)';
const RECORDING: Recording = { sandbox: (clock) => createKnotSandbox({ clock }), selection: SELECTION };

/** The recorded requirements, by a catalogue in which one of them is another. */
function changed(vendor: Vendor, id: string, check: string, more: object = {}): Vendor {
  const requirements = vendor.requirements.map((requirement) =>
    requirement.id === id ? { ...requirement, check, ...more } : requirement,
  );
  return { ...vendor, requirements };
}

/** A cassette in which one text of one place is another. */
function altered(cassette: Cassette, place: string, from: RegExp, to: string): Cassette {
  const places = cassette.places.map((one) =>
    one.place === place ? (JSON.parse(JSON.stringify(one).replace(from, to)) as typeof one) : one,
  );
  return { ...cassette, places };
}

test('another check is an error of its requirement, with the first request that differs', async () => {
  const { cassette } = await record(RECORDING);
  const vendor = await loadOnce('knot');
  const { results, mismatch } = await replay(cassette, changed(vendor, 'knot/missing-id-is-refused', 'unknown-user'));
  expect(mismatch).toMatch(
    /^The cassette does not match the current requirements: request 2 of knot\/missing-id-is-refused differs\. Expected: POST \/user\/delete \{\}\. Got: no further request\.$/,
  );
  const requirement = results.find(({ id }) => id === 'knot/missing-id-is-refused');
  expect(requirement).toMatchObject({ verdict: 'error', reason: 'suite', message: mismatch });
  expect(results.find(({ id }) => id === 'knot/unknown-user-is-refused')?.verdict).toBe('pass');
});

test('an altered request, an altered header and a request too many are refused', async () => {
  const { cassette } = await record(RECORDING);
  const unknown = cassette.places.find(
    ({ place, exchanges }) => !place.endsWith('/preflight') && exchanges[0]?.request?.path === '/user/delete',
  )!.place;
  const path = altered(cassette, unknown, /\/user\/delete/, '/users/delete');
  expect((await replay(path)).mismatch).toMatch(
    /request 1 of knot\/[\w-]+ differs\. Expected: POST \/users\/delete (\{"external_user_id":"nobody-\w{17}-\w{12}"\})\. Got: POST \/user\/delete \1\.$/,
  );
  const header = altered(cassette, unknown, /application\/json/, 'text/json');
  expect((await replay(header)).mismatch).toMatch(
    /Expected: .* with Content-Type: text\/json, Accept: application\/json\. Got: .* with Content-Type: application\/json/,
  );
  const [last] = cassette.places.slice(-1);
  const places = cassette.places.map((one) => {
    const { events, ...again } = one.exchanges[0]!;
    return one === last
      ? { ...one, exchanges: [...one.exchanges, { ...again, ...(events ? { events: [98, 99] as const } : {}) }] }
      : one;
  });
  await expect(replay({ ...cassette, places })).rejects.toThrow(
    /of knot\/final-check differs\. .* Got: no further request\./,
  );
});

test('an id in the place of another is noticed', async () => {
  const { cassette } = await record(RECORDING);
  const gone = cassette.places.find(({ place }) => place === 'knot/deleted-user-is-gone')!;
  // The deletion names the bystander, whom the requirement has created as well.
  const ids = [...new Set(JSON.stringify(gone).match(/conformance-\w{16}-\w{12}/g))];
  const at = gone.exchanges.findIndex(({ request }) => request?.path === '/user/delete');
  const exchanges = gone.exchanges.map((one, index) =>
    index === at ? { ...one, request: { ...one.request!, body: JSON.stringify({ external_user_id: ids[1] }) } } : one,
  );
  const places = cassette.places.map((place) => (place === gone ? { ...place, exchanges } : place));
  const { mismatch } = await replay({ ...cassette, places });
  expect(mismatch).toMatch(/^The cassette does not match.*: request 7 of knot\/deleted-user-is-gone differs/);
});

test('a requirement that only the catalogue or only the cassette has is told', async () => {
  const { cassette } = await record(RECORDING);
  const vendor = await loadOnce('knot');
  const without = { ...vendor, requirements: vendor.requirements.filter(({ id }) => !/deleted-user-is/.test(id)) };
  await expect(replay(cassette, without)).rejects.toThrow(
    /request 1 of knot\/deleted-user-is-gone differs\. Expected: POST \/session\/create .* It tests no such requirement\.$/,
  );
  const fewer = { ...cassette, places: cassette.places.filter(({ place }) => place !== 'knot/missing-id-is-refused') };
  const { mismatch } = await replay(fewer);
  expect(mismatch).toMatch(
    /request 1 of knot\/missing-id-is-refused differs\. Expected: no further request\. Got: POST/,
  );
});

test('another way of making ids is not taken for other ids', async () => {
  const { cassette } = await record(RECORDING);
  const vendor = await loadOnce('knot');
  const { users } = vendor.profile;
  const ids = { ...users.ids, unknown: 'stranger-{run}-{n}' };
  const other = { ...vendor, profile: { ...vendor.profile, users: { ...users, ids } } };
  await expect(replay(cassette, other)).rejects.toThrow(
    /request 1 of knot\/preflight differs\. Expected: .*"nobody-.* Got: .*"stranger-/,
  );
});

test('a run that a replay could not repeat leaves no cassette', async () => {
  const through: Recording['through'] = (inner) => {
    let count = 0;
    return (request, limits) => {
      count += 1;
      if (count > 12) throw new ExchangeError('refused', 'nothing listens there');
      return inner(request, limits);
    };
  };
  await expect(record({ ...RECORDING, selection: null, through })).rejects.toThrow(/the target stopped responding/);
  const configuration = { KNOT_CREATE_USER_COMMAND: 'echo somebody', KNOT_OBSERVE_COMMAND: 'true' };
  for (const [name, target] of [
    ['KNOT_CREATE_USER_COMMAND', { createUserCommand: 'echo somebody' }],
    ['KNOT_OBSERVE_COMMAND', { observe: 'command' }],
  ] as const)
    expect(() => {
      checkRecordable({ configuration: { [name]: configuration[name] }, ...target } as unknown as Target);
    }).toThrow(`--record records requests, not what a command does: unset ${name}.`);
});

test('cassettes of different runs are not replayed together', async () => {
  const cassettes = [(await record(RECORDING)).cassette, (await record(RECORDING)).cassette];
  const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
  const options = { report: 'x' } as unknown as Parameters<typeof recordedRun>[0];
  const [one, other] = cassettes.map((cassette, index) => ({ ...cassette, vendor: index === 0 ? 'knot' : 'other' }));
  writeCassettes(folder, [readBack(one!), readBack({ ...other!, runSecret: one!.runSecret })]);
  expect(recordedRun(options, folder)).toMatchObject({ startedAt: one!.recordedAt, options: { seed: one!.seed } });
  writeCassettes(folder, [readBack(one!), readBack(other!)]);
  expect(() => recordedRun(options, folder)).toThrow(/are of different runs: replay them one by one/);
  rmSync(folder, { recursive: true });
});

test('a folder without a cassette, a cut one, one of another kind and one under another name are refused', async () => {
  const { cassette } = await record(RECORDING);
  const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
  const read = () => readCassettes(folder);
  expect(read).toThrow(/holds no cassette/);
  expect(() => readCassettes(join(folder, 'nowhere'))).toThrow(/cannot be read/);
  writeCassettes(folder, [cassette]);
  const file = join(folder, cassetteName('knot'));
  expect(read()).toEqual([cassette]);
  writeFileSync(file, JSON.stringify(cassette).slice(0, -1));
  expect(read).toThrow('The cassette knot.cassette.json is not JSON: record it again.');
  for (const other of [{ ...cassette, schemaVersion: 1 }, { ...cassette, schemaVersion: undefined }, null, []]) {
    writeFileSync(file, JSON.stringify(other));
    expect(read).toThrow('The cassette knot.cassette.json was recorded by another version: record it again.');
  }
  writeFileSync(file, JSON.stringify({ ...cassette, runSecret: 'short' }));
  expect(read).toThrow(/is not a valid one: \/runSecret must match pattern .*\. Record it again\.$/);
  writeFileSync(file, JSON.stringify({ ...cassette, vendor: 'other' }));
  expect(read).toThrow(/is one of "other": name it other\.cassette\.json/);
  rmSync(folder, { recursive: true });
});
