import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import type { Evidence } from '../../../src/verdict/results.ts';
import { disposeOfKeys, keysOnce } from '../run/in-process.ts';
import { SLOW } from '../part.ts';
import { judgeAndServe, type Judged } from './reproducing.ts';

// Whoever pastes a curl line of a report gets the status that the report shows: right credentials and wrong ones are
// written by their variables or signed by the command, and so is every header that the report hides.

test.skip(spawnSync('curl', ['--version']).status !== 0, 'curl is not installed');
test.afterAll(disposeOfKeys);

/** Exchanges whose answer does not depend on users: the run's users are gone. */
const ofNobody = ({ results }: Judged): Evidence[] =>
  results.requirements
    .flatMap(({ evidence }) => evidence)
    .filter(({ role, request }) => (role === 'fault' || role === 'control') && /nobody/.test(request.body ?? ''));

/** A nonce is used again by two lines together. */
const takesTwo = (line: string): boolean => line.startsWith('# cannot be repeated as it is');

async function allRepeat(judged: Judged): Promise<Evidence[]> {
  const shown = ofNobody(judged).filter(({ curl }) => !takesTwo(curl));
  for (const { curl, response } of shown) expect(await judged.curl(curl), curl).toBe(String(response?.status));
  return shown;
}

test('knot: every line that names nobody is answered as in the run', SLOW, async () => {
  const judged = await judgeAndServe((clock) => createKnotSandbox({ clock }), {
    environment: { KNOT_HEADERS: 'X-Gateway-Key: a-key-of-the-operator' },
    select: ({ slug }) => /credentials|secret|version|near-/.test(slug),
  });
  try {
    const lines = (await allRepeat(judged)).map(({ curl }) => curl);
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => line.includes('[redacted') || line.includes('a-key-of'))).toEqual([]);
    expect(lines.some((line) => line.includes('Knot-Version: '))).toBe(true);
    expect(lines.every((line) => line.includes('"$KNOT_HEADERS"'))).toBe(true);
  } finally {
    await judged.close();
  }
});

test('mastercard: the lines are signed by the command, rightly and wrongly, by either tenant', SLOW, async () => {
  const credentials = await keysOnce();
  const judged = await judgeAndServe((clock) => createMastercardSandbox({ clock, credentials }), {
    select: ({ slug }) => /^(unknown-users?-|stale-signature-is-refused$)/.test(slug),
  });
  try {
    const lines = judged.results.requirements.flatMap(({ evidence }) => evidence.map(({ curl }) => curl));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.filter((one) => !takesTwo(one)))
      expect(line).toContain('sign --vendor mastercard --method');
    // A few: each starts the command.
    const all = judged.results.requirements.flatMap(({ evidence }) => evidence);
    const control = all.find(({ role }) => role === 'control');
    const stale = all.findLast(({ role, curl }) => role === 'fault' && curl.includes('--invalid '));
    for (const one of [control, stale]) expect(await judged.curl(one?.curl ?? '')).toBe(String(one?.response?.status));
  } finally {
    await judged.close();
  }
});
