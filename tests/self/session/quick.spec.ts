import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { renderBadge } from '../../../reporters/render/badge.ts';
import { judge } from '../../../src/index.ts';
import { parseRunOptions } from '../../../src/session/parse-options.ts';
import { planSession } from '../../../src/session/plan.ts';
import { quickFigure, readQuick } from '../../../src/spec-loader/quick.ts';
import { exitCodeOf } from '../../../src/verdict/exit-code.ts';
import { loadOnce } from '../run/in-process.ts';
import { SLOW } from '../part.ts';

const SPECS = fileURLToPath(new URL('../../../specs', import.meta.url));

test('--quick judges what is pinned, says so everywhere, and may end conformant without --partial', SLOW, async () => {
  const results = await judge({ vendor: 'knot', sandbox: true, quick: true });
  const pinned = readQuick(SPECS, await loadOnce('knot'));
  const figure = quickFigure(pinned);
  expect(results.requirements.map(({ id }) => id)).toEqual(pinned.requirements);
  expect(results.headline).toMatch(/^Conformant in a quick run: knot \(the embedded sandbox\)\. /);
  expect(results.headline).toContain(`quick: a subset of knot that ${figure}`);
  expect(results).toMatchObject({ partial: { selection: 'quick' }, quick: [{ vendor: 'knot', figure }] });
  expect(results.options.partial).toBe(true);
  expect(exitCodeOf(results)).toEqual({ code: 0, unaccepted: false });
  expect(JSON.parse(renderBadge(results))).toMatchObject({ message: 'sandbox: conformant (quick)', color: 'blue' });
});

test('what a quick run is worth is said before it starts, of each vendor', async () => {
  const { notices, vendors } = await planSession(parseRunOptions('--quick --sandbox'), {});
  for (const name of ['knot', 'mastercard']) {
    const vendor = await loadOnce(name);
    const pinned = readQuick(SPECS, vendor);
    const all = vendor.requirements.filter(({ check }) => check !== undefined).length;
    const line = `Quick: ${pinned.requirements.length} of ${all} requirements of ${name}. Measured: it ${quickFigure(pinned)}.`;
    expect(notices.map(String)).toContain(line);
    const ids = vendors.find((one) => one.vendor.name === name)?.requirements.map(({ id }) => id);
    expect(ids).toEqual(pinned.requirements);
  }
});

test('a run that is not quick says nothing of it', async () => {
  const { notices, vendors } = await planSession(parseRunOptions('--sandbox --vendor knot --partial'), {});
  expect(notices.join(' ')).not.toMatch(/quick/i);
  expect(vendors[0]?.quick).toBeUndefined();
});

for (const other of ['--grep unknown', '--shard 1/2', '--record cassettes'])
  test(`--quick is refused with ${other}`, () => {
    const [name = ''] = other.split(' ');
    expect(() => parseRunOptions(`--quick ${other}`)).toThrow(`it cannot be combined with ${name}: give one of them.`);
  });

test('a replay judges what its cassettes hold, not what is pinned', () => {
  expect(() => parseRunOptions('--quick --replay cassettes')).toThrow('so --quick changes nothing: leave it out.');
});
