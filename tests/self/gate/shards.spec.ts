import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { MANIFEST } from '../../../src/output/manifest.ts';
import type { ShardBlob } from '../../../src/shards/shard-file.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { OLD_FILES, snapshot } from '../output/places.ts';
import { SLOW, slowIf } from '../part.ts';
import { openGate, test, type Gate } from './child.ts';
import { servePigeon, type Pigeon } from './pigeon.ts';

// The shards of one run, of a server that erases nobody, serve all tests of this file.
test.describe.configure({ mode: 'default' });

const BLOBS = ['shard-1-of-3.json', 'shard-2-of-3.json', 'shard-3-of-3.json'];

let lying: Pigeon;
let shared: Gate;
let closeShared: () => Promise<void>;

test.beforeAll(async () => {
  lying = await servePigeon(false);
  ({ gate: shared, close: closeShared } = await openGate());
  for (const shard of ['1/3', '2/3', '3/3']) {
    const { code, out, err } = await shared.run(['--shard', shard], lying.variables).ended;
    expect(code, out + err).toBe(0);
    expect(out).toContain('not judged');
  }
});
test.afterAll(async () => {
  await lying.close();
  await closeShared();
});

/** The shards in a folder of the test's own, changed by the test. */
async function copy(gate: Gate, change: (dir: string) => Promise<unknown>): Promise<string[]> {
  const dir = join(gate.folder, 'shards');
  await cp(join(shared.folder, 'conformance-report'), dir, { recursive: true });
  await change(dir);
  return ['merge', 'shards', '--report', 'merged'];
}

async function rewrite(dir: string, name: string, change: (blob: ShardBlob) => unknown): Promise<void> {
  const blob = JSON.parse(await readFile(join(dir, name), 'utf8')) as ShardBlob;
  await writeFile(join(dir, name), JSON.stringify(change(blob)));
}

/** Without what differs from run to run: instants, durations, random ids, and whom the run left behind. */
function settled(results: Results): unknown {
  const { cleanup: _, ...rest } = results;
  const text = JSON.stringify(rest)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|bird-[0-9a-f]+/g, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, 'instant')
    .replace(/"durationMs":[\d.]+/g, '"durationMs":0')
    // How often a watch looks depends on the speed of the machine.
    .replace(/looked at (?:\d+ to )?\d+ times?, until \d+ s/g, 'looked at');
  // A script shows the first user of several, by ids that are drawn.
  return JSON.parse(text, (key, value: unknown) => (key === 'reproduce' ? typeof value : value));
}

test('a shard writes one file and its name into the manifest, and no secret', async () => {
  expect((await readdir(join(shared.folder, 'conformance-report'))).sort()).toEqual([MANIFEST, ...BLOBS]);
  for (const name of BLOBS) {
    const text = await readFile(join(shared.folder, 'conformance-report', name), 'utf8');
    expect(text).not.toContain(lying.variables['PIGEON_TOKEN']);
    expect(text).toMatch(/"complete":true}\n$/);
  }
});

test('merged shards are the whole run: the same results, report and exit code', async ({ gate }) => {
  const whole = await gate.run(['--seed', '1', '--report', 'whole'], lying.variables).ended;
  const merged = await gate.run(await copy(gate, async () => undefined), {
    CONFORMANCE_SPECS: lying.variables['CONFORMANCE_SPECS'] ?? '',
  }).ended;
  expect([whole.code, merged.code], merged.err).toEqual([1, 1]);
  expect(settled(await gate.results('merged'))).toEqual(settled(await gate.results('whole')));
  expect((await readdir(join(gate.folder, 'merged'))).sort()).toEqual(
    (await readdir(join(gate.folder, 'whole'))).sort(),
  );
  expect(merged.out).toContain('✗ fail  pigeon/member-is-gone  MUST');
  const [cleanup] = (await gate.results('merged')).cleanup;
  expect(cleanup?.message).toContain(`Left behind: ${String(cleanup?.left.length)} of the`);
});

test('a missing shard makes the run incomplete, and is said', SLOW, async ({ gate }) => {
  const honest = await servePigeon();
  try {
    expect((await gate.run(['--shard', '2/2', '--report', 'shards/second'], honest.variables).ended).code).toBe(0);
  } finally {
    await honest.close();
  }
  // As artifacts come down: each shard in a folder of its own.
  const { code, out, err } = await gate.run(['merge', 'shards', '--report', 'merged'], honest.variables).ended;
  expect(code, out + err).toBe(3);
  const results = await gate.results('merged');
  expect(results.headline).toMatch(/^Incomplete: .* Shard 1 is missing\.$/);
  const gone = results.requirements.find(({ id }) => id === 'pigeon/member-is-gone');
  expect(gone).toMatchObject({ verdict: 'not-run', message: 'Shard 1 of 2 is missing, so this was not judged.' });
  const report = async (name: string) => readFile(join(gate.folder, 'merged', name), 'utf8');
  expect(await report('junit.xml')).toContain('Shard 1 of 2 is missing');
  expect(await report('index.html')).toContain('Shard 1 is missing.');
});

test('what is broken stays so while a shard is missing', SLOW, async ({ gate }) => {
  const { code } = await gate.run(await copy(gate, (dir) => rm(join(dir, 'shard-3-of-3.json'))), lying.variables).ended;
  expect(code).toBe(1);
  const { requirements } = await gate.results('merged');
  const verdictOf = (id: string) => requirements.find((one) => one.id === `pigeon/${id}`)?.verdict;
  expect(verdictOf('member-is-gone')).toBe('fail');
  // Judged from all exchanges: what is seen to be broken counts, what seems whole does not.
  expect(verdictOf('erased-members-stay-gone')).toBe('fail');
  expect(verdictOf('no-other-status')).toBe('not-run');
});

const REFUSED: readonly [what: string, change: (dir: string) => Promise<unknown>, says: RegExp][] = [
  [
    'another seed',
    (dir) => rewrite(dir, 'shard-2-of-3.json', (blob) => ({ ...blob, order: { ...blob.order, seed: 7 } })),
    /^"shard-2-of-3\.json" was run with another seed than "shard-1-of-3\.json": merge the shards of one run\.\n$/,
  ],
  [
    'other options',
    (dir) => rewrite(dir, 'shard-3-of-3.json', (blob) => ({ ...blob, order: { ...blob.order, selection: 'gone' } })),
    /^"shard-3-of-3\.json" was run with another selection of requirements than/,
  ],
  [
    'another target',
    (dir) =>
      rewrite(dir, 'shard-2-of-3.json', (blob) => ({
        ...blob,
        vendors: blob.vendors.map((part) => ({ ...part, target: { ...part.target, baseUrl: 'http://other.example' } })),
      })),
    /was run against another target of pigeon than/,
  ],
  [
    'another suite',
    (dir) => rewrite(dir, 'shard-1-of-3.json', (blob) => ({ ...blob, suite: { ...blob.suite, version: '9.9.9' } })),
    /another version or commit of this suite than/,
  ],
  [
    'another format',
    (dir) => rewrite(dir, 'shard-1-of-3.json', (blob) => ({ ...blob, schemaVersion: 99 })),
    /^"shard-1-of-3\.json" was written by another version of this suite/,
  ],
  [
    'the same shard twice',
    (dir) => cp(join(dir, 'shard-1-of-3.json'), join(dir, 'again', 'shard-1-of-3.json')),
    /are both shard 1 of 3: keep the one of this run/,
  ],
  [
    'half a file',
    (dir) => writeFile(join(dir, 'shard-2-of-3.json'), '{"runId":"x"'),
    /^"shard-2-of-3\.json" cannot be read \(it is not JSON\): run that shard again\.\n$/,
  ],
  [
    'a shard that did not end',
    (dir) => rewrite(dir, 'shard-2-of-3.json', ({ complete: _, ...blob }) => blob),
    /^"shard-2-of-3\.json" is not complete/,
  ],
  ['no shard at all', (dir) => Promise.all(BLOBS.map((name) => rm(join(dir, name)))), /^There is no shard in "shards"/],
];

/** One of each kind: shards of several runs, one that is broken, none. */
const FAST = ['another seed', 'half a file', 'no shard at all'];

for (const [what, change, says] of REFUSED)
  test(
    `${what} is refused: exit 2, one sentence, and the earlier report stays`,
    slowIf(!FAST.includes(what)),
    async ({ gate }) => {
      const earlier = join(gate.folder, 'merged');
      await cp(OLD_FILES, earlier, { recursive: true });
      const before = snapshot(earlier);
      const { code, out, err } = await gate.run(await copy(gate, change), lying.variables).ended;
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(says);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(snapshot(earlier)).toEqual(before);
    },
  );

test('options of a run are for the shards, and a shard is one of so many', SLOW, async ({ gate }) => {
  const strict = await gate.run(['--strict', ...(await copy(gate, async () => undefined))], lying.variables).ended;
  expect(strict.code).toBe(2);
  expect(strict.err).toContain('--strict is an option of the shards');
  for (const wrong of ['0/3', '4/3', '1', 'x/y']) {
    const { code, err } = await gate.run(['--shard', wrong], lying.variables).ended;
    expect(code).toBe(2);
    expect(err).toBe(`--shard takes a number and a total, such as 1/3, not "${wrong}".\n`);
  }
  const many = await gate.run(['--shard', '9999/9999'], lying.variables).ended;
  expect(many.code).toBe(2);
  expect(many.err).toContain('use fewer shards than requirements');
});

test('a shard that is cut short leaves no file, exits 2 and says whom it left', SLOW, async ({ gate }) => {
  const report = join(gate.folder, 'conformance-report');
  // An earlier file of the same shard would be merged as this run's.
  await cp(join(OLD_FILES, 'shard-1-of-1.json'), join(report, 'shard-1-of-2.json'));
  const stuck = await servePigeon(true, 20);
  try {
    const { child, ended } = gate.run(['--shard', '1/2'], { ...stuck.variables, CONFORMANCE_TIMEOUT_MS: '2000' });
    await stuck.reached;
    child.kill('SIGTERM');
    const { code, err, out } = await ended;
    expect(code, out + err).toBe(2);
    expect(out).toMatch(/Shard 1 of 2 did not end, so it wrote no file; run it again\.\npigeon: Interrupted before/);
    expect(await readdir(report)).toEqual([]);
  } finally {
    await stuck.close();
  }
});

test('no offered user serves two shards', SLOW, async ({ gate }) => {
  const server = await servePigeon();
  try {
    const { PIGEON_BASE_URL: base, PIGEON_TOKEN: token } = server.variables;
    const create = async (nickname: string): Promise<string> => {
      const headers = { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' };
      const answer = await fetch(`${base ?? ''}/v1/members`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ nickname }),
      });
      return ((await answer.json()) as { id: string }).id;
    };
    const ids = await Promise.all(Array.from({ length: 12 }, (_, number) => create(`bird-${String(number)}`)));
    const used: string[][] = [];
    for (const shard of ['1/2', '2/2']) {
      const { code, err } = await gate.run(['--shard', shard], { ...server.variables, PIGEON_USER_IDS: ids.join(',') })
        .ended;
      expect(code, err).toBe(0);
      const text = await readFile(
        join(gate.folder, 'conformance-report', `shard-${shard.replace('/', '-of-')}.json`),
        'utf8',
      );
      const seen = JSON.stringify((JSON.parse(text) as ShardBlob).vendors.map(({ target: _, ...rest }) => rest));
      used.push(ids.filter((id) => seen.includes(id)));
    }
    expect(used.map(({ length }) => length > 0)).toEqual([true, true]);
    expect(used[0]?.filter((id) => used[1]?.includes(id))).toEqual([]);
    expect((await gate.run(['merge', 'conformance-report'], server.variables).ended).code).toBe(0);
    expect((await gate.results()).targets[0]?.declared.users).toBe('offered');
  } finally {
    await server.close();
  }
});
