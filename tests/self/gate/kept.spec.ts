import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { JOURNAL_NAME } from '../../../src/ledger/journal-file.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { SLOW } from '../part.ts';
import { test, type Gate } from './child.ts';

// With --ledger two users who had to survive live on, until verify has looked at them.

const LEDGER = ['--ledger', 'ledger.json'];
const RUN = ['--grep', 'deleted-user-is-gone|other-users-(still-live|keep-everything)$', '--partial', ...LEDGER];
const VERIFY = ['verify', ...LEDGER, '--results', 'conformance-report/results.json', '--report', 'later'];

/** A run that kept users, and the server that has them. */
async function keptRun(gate: Gate) {
  const sandbox = await createKnotSandbox({ clock: systemClock });
  const served = await serveSandbox(sandbox, { port: 0 });
  const { KNOT_CLIENT_ID: client = '', KNOT_SECRET: secret = '' } = sandbox.environment;
  const variables = {
    ...{ KNOT_BASE_URL: served.baseUrl, KNOT_CLIENT_ID: client, KNOT_SECRET: secret },
    KNOT_SETTLE_MS: '50',
  };
  const authorization = `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`;
  const run = await gate.run(RUN, variables).ended;
  expect(run.code, run.out + run.err).toBe(0);
  const kept = async () => {
    const ledger = JSON.parse(await readFile(join(gate.folder, 'ledger.json'), 'utf8')) as Ledger;
    return ledger.runs.flatMap((one) => one.kept ?? []);
  };
  return {
    run,
    kept,
    variables,
    ids: (await kept()).map(({ id }) => id),
    lives: async (id: string) =>
      (await fetch(`${served.baseUrl}/accounts/get?external_user_id=${id}`, { headers: { authorization } })).status ===
      200,
    close: () => served.close(),
  };
}

const journals = ({ folder }: Gate): string[] => readdirSync(folder).filter((name) => JOURNAL_NAME.test(name));

test('the run says that they are kept; cleanup leaves them; verify judges and deletes them', SLOW, async ({ gate }) => {
  const { run, kept, variables, ids, lives, close } = await keptRun(gate);
  try {
    expect(ids).toHaveLength(2);
    expect(run.out).toContain('The run keeps 2 other users on purpose. This command looks at them later, then');
    const report = await gate.results();
    expect(report.cleanup[0]?.left).toEqual([]);
    expect(report.cleanup[0]?.message).toMatch(
      /^Clean: every other user that the run created was deleted \(\d+\)\. 2 users are kept on purpose/,
    );
    expect(report.verify?.from).toBe(report.finishedAt);

    const cleanup = await gate.run(['cleanup', ...LEDGER], variables).ended;
    expect(cleanup).toMatchObject({
      code: 0,
      out: 'knot: 2 users kept for verify, which deletes them; so does --kept.\n',
    });
    expect(await Promise.all(ids.map(lives))).toEqual([true, true]);

    const verified = await gate.run(VERIFY, variables).ended;
    expect(verified.code, verified.err).toBe(0);
    expect(verified.out).toContain('2 other users kept by the run: 2 unharmed; none is kept any more.');
    expect(await Promise.all(ids.map(lives))).toEqual([false, false]);
    expect((await kept()).map(({ closed }) => closed?.as)).toEqual(['deleted', 'deleted']);
    expect(journals(gate)).toEqual([]);
    const later = await gate.results('later');
    expect(later.ledger?.kept).toBe(0);
    expect(later.verify).toBeUndefined();
    const spared = later.requirements.find(({ check }) => check === 'still-lives');
    expect(spared?.message).toContain('verify looked at 2 other users');
    expect(spared?.evidence.at(-1)?.concerns).toContain('kept by the run and looked at by verify');
  } finally {
    await close();
  }
});

test(
  'where verify never comes, cleanup --kept with their ledger deletes them, and a later verify misses nobody',
  SLOW,
  async ({ gate }) => {
    const { variables, ids, lives, close } = await keptRun(gate);
    try {
      const another = await gate.run(['cleanup', '--ledger', 'another.json', '--kept'], variables).ended;
      expect(another.out).toBe('knot: 2 users kept for verify, which deletes them; so does --kept.\n');
      expect(await Promise.all(ids.map(lives))).toEqual([true, true]);
      const cleanup = await gate.run(['cleanup', '--kept', ...LEDGER], variables).ended;
      expect(cleanup).toMatchObject({ code: 0, out: 'knot: 2 users deleted, 0 already gone, 0 left.\n' });
      expect(await Promise.all(ids.map(lives))).toEqual([false, false]);
      expect(journals(gate)).toEqual([]);
      expect((await gate.run(VERIFY, variables).ended).code).toBe(0);
    } finally {
      await close();
    }
  },
);
