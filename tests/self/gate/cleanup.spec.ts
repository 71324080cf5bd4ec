import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { systemClock } from '../../../src/clock.ts';
import { JOURNAL_NAME } from '../../../src/ledger/journal-file.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { created, header, PREFIX, writeJournal } from '../ledger/sample.ts';
import { CHECKOUT_COMMAND } from '../command.ts';
import { SLOW } from '../part.ts';
import { test, type Gate } from './child.ts';

// What an earlier run has left: the next one says so, and "cleanup" deletes it.

const REQUIREMENT = ['--grep', 'unknown-user-is-refused', '--partial'];
const own = (name: string): string => `conformance-${PREFIX}-${name}`;

/** A sandbox in which users of a dead run live beside a stranger, and the journal of that run. */
async function deadRun(gate: Gate, folder = gate.temporary) {
  const sandbox = await createKnotSandbox({ clock: systemClock });
  const served = await serveSandbox(sandbox, { port: 0 });
  sandbox.adopt?.([own('one'), own('two'), 'stranger']);
  const { KNOT_CLIENT_ID: client = '', KNOT_SECRET: secret = '' } = sandbox.environment;
  const head = header({ baseUrl: served.baseUrl, tenants: { own: client, other: null } });
  writeJournal(folder, head, [...created(1, own('one')), ...created(2, own('two'))]);
  const variables = { KNOT_BASE_URL: served.baseUrl, KNOT_CLIENT_ID: client, KNOT_SECRET: secret };
  const authorization = `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`;
  const lives = async (id: string): Promise<boolean> => {
    const url = `${served.baseUrl}/accounts/get?external_user_id=${id}`;
    return (await fetch(url, { headers: { authorization } })).status === 200;
  };
  return { variables, lives, baseUrl: served.baseUrl, close: () => served.close() };
}

const journals = (folder: string): string[] => readdirSync(folder).filter((name) => JOURNAL_NAME.test(name));

// The line names the command as a checkout calls it.
test.describe(() => {
  test.use({ command: CHECKOUT_COMMAND });

  test('a run says whom an earlier one has left and deletes none of them; cleanup does', SLOW, async ({ gate }) => {
    const dead = await deadRun(gate);
    try {
      const { code, out } = await gate.run(REQUIREMENT, dead.variables).ended;
      expect(code).toBe(0);
      const line = `2 users of an earlier run are left at ${dead.baseUrl}: npm run conformance -- cleanup\n`;
      expect(out.split(line)).toHaveLength(2);
      expect([await dead.lives(own('one')), await dead.lives('stranger')]).toEqual([true, true]);
      expect(journals(gate.temporary)).toHaveLength(1);

      const cleanup = await gate.run(['cleanup'], dead.variables).ended;
      expect(cleanup).toEqual({ code: 0, out: 'knot: 2 users deleted, 0 already gone, 0 left.\n', err: '' });
      expect([await dead.lives(own('one')), await dead.lives('stranger')]).toEqual([false, true]);
      expect(journals(gate.temporary)).toEqual([]);

      expect((await gate.run(['cleanup'], dead.variables).ended).out).toBe('No earlier run has left users.\n');
    } finally {
      await dead.close();
    }
  });
});

test(
  'it needs the target of the run, or else deletes nobody; --forget deletes nobody either',
  SLOW,
  async ({ gate }) => {
    const dead = await deadRun(gate);
    try {
      const elsewhere = { ...dead.variables, KNOT_BASE_URL: 'http://127.0.0.1:9' };
      const cleanUp = async (variables: Record<string, string>, ...options: string[]) =>
        gate.run(['cleanup', ...options], variables).ended;
      expect(await cleanUp(elsewhere)).toMatchObject({
        code: 2,
        out: `knot: nothing was sent, and 2 users may be left: KNOT_BASE_URL is not that of the run (${dead.baseUrl}): set it to that.\n`,
      });
      expect(await cleanUp({})).toMatchObject({
        code: 2,
        out: 'knot: nothing was sent, and 2 users may be left: KNOT_BASE_URL is not set: set it to the base URL of the target.\n',
      });
      const remote = { ...dead.variables, KNOT_BASE_URL: 'http://target.example' };
      expect((await cleanUp(remote)).out).toContain('Set CONFORMANCE_ALLOW_DELETE=1');
      expect(await cleanUp(dead.variables, '--vendor', 'knott')).toMatchObject({
        code: 2,
        err: '--vendor knott is unknown, did you mean "knot"?\n',
      });
      expect((await cleanUp(dead.variables, '--vendor', 'mastercard')).out).toBe('No earlier run has left users.\n');
      expect(journals(gate.temporary)).toHaveLength(1);
      expect(await cleanUp({}, '--forget')).toMatchObject({
        code: 0,
        out: 'knot: nothing was sent, and 2 users forgotten.\n',
      });
      expect(await dead.lives(own('one'))).toBe(true);
      expect(journals(gate.temporary)).toEqual([]);
    } finally {
      await dead.close();
    }
  },
);

test('with --ledger the journal is beside the ledger; one that was changed is refused', SLOW, async ({ gate }) => {
  const dead = await deadRun(gate, gate.folder);
  try {
    const ledger = ['--ledger', 'ledger.json'];
    expect((await gate.run(['cleanup'], dead.variables).ended).out).toBe('No earlier run has left users.\n');
    writeJournal(gate.folder, header(), created(1, 'stranger'), { mode: 0o644 });
    const cleanup = await gate.run(['cleanup', ...ledger], dead.variables).ended;
    expect(cleanup.code).toBe(2);
    expect(cleanup.out).toMatch(
      /^knot: 2 users deleted, 0 already gone, 0 left\.\nRefused: .*: others may read or write it \(its mode must be 600\)\./,
    );
    expect([await dead.lives(own('one')), await dead.lives('stranger')]).toEqual([false, true]);
  } finally {
    await dead.close();
  }
});

test('a run that ends in order leaves no journal, nor does one of the sandbox', SLOW, async ({ gate }) => {
  const dead = await deadRun(gate, gate.folder);
  try {
    const requirements = ['--grep', 'deleted-user-is-gone', '--partial'];
    expect((await gate.run(requirements, dead.variables).ended).code).toBe(0);
    expect(journals(gate.temporary)).toEqual([]);
    const folder = join(gate.folder, 'a new folder');
    const { code, err } = await gate.run([...requirements, '--ledger', join(folder, 'ledger.json')], dead.variables)
      .ended;
    expect(code, err).toBe(0);
    expect(readdirSync(folder)).toEqual(['ledger.json']);
  } finally {
    await dead.close();
  }
});
