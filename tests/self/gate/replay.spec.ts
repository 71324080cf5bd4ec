import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { SLOW } from '../part.ts';
import { test, type Gate } from './child.ts';

const REQUIREMENTS = [
  '--sandbox',
  '--vendor',
  'knot',
  '--grep',
  'unknown-user-is-refused|deleted-user-is-gone|stay-gone',
  '--partial',
];

const verdicts = async (gate: Gate, dir: string) =>
  (await gate.results(dir)).requirements.map(({ id, verdict }) => `${id} ${verdict}`);

test('a recorded run is replayed without a network, to the same verdicts and exit code', async ({ gate }) => {
  const recorded = await gate.run([...REQUIREMENTS, '--record', 'tapes', '--report', 'first'], { CI: 'true' }).ended;
  expect(recorded.code, recorded.err).toBe(0);
  const replayed = await gate.run(['--replay', 'tapes', '--partial', '--report', 'again'], { CI: 'true' }).ended;
  expect(replayed.code, replayed.err).toBe(0);
  expect(replayed.out).toContain('nothing is sent anywhere');
  expect(await verdicts(gate, 'again')).toEqual(await verdicts(gate, 'first'));
});

test('a cassette that does not fit is invalid, and the first request that differs is told', SLOW, async ({ gate }) => {
  await gate.run([...REQUIREMENTS, '--record', 'tapes']).ended;
  const file = join(gate.folder, 'tapes', 'knot.cassette.json');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll('/user/delete', '/user/remove'));
  const { code, err, out } = await gate.run(['--replay', 'tapes', '--partial']).ended;
  expect(code).toBe(2);
  expect(err + out).toContain('/user/remove');
  expect(err + out).not.toMatch(/^\s+at /m);
});

test('what cannot be replayed is refused', SLOW, async ({ gate }) => {
  for (const [options, says] of [
    [['--replay', 'nowhere'], '--replay'],
    [['--replay', 'tapes', '--sandbox'], 'leave it out'],
    [['--replay', 'tapes', '--record', 'more'], 'exclude each other'],
    [['--record', 'tapes', '--shard', '1/2', '--sandbox'], '--shard cannot be combined'],
  ] as const) {
    const { code, err } = await gate.run(options).ended;
    expect(code, says).toBe(2);
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
  }
});
