import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { SLOW } from '../part.ts';
import { test, type Gate } from './child.ts';

const HOUR_MS = 3_600_000;

/** A server whose deletions show an hour later, which the test lets pass. */
async function slowServer() {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, sleep: async () => undefined };
  const sandbox = await createKnotSandbox({ clock, deletionDelayMs: HOUR_MS });
  const served = await serveSandbox(sandbox, { port: 0 });
  const variables = {
    ...sandbox.environment,
    KNOT_BASE_URL: served.baseUrl,
    KNOT_SETTLE_MS: '50',
    KNOT_DELETION_DEADLINE_MS: String(2 * HOUR_MS),
  };
  return { served, variables, letPass: () => (ahead = HOUR_MS + 1000) };
}

const REQUIREMENT = ['--grep', 'deleted-user-is-gone|stay-gone', '--partial'];
const VERIFY = [
  'verify',
  '--ledger',
  'ledger.json',
  '--results',
  'conformance-report/results.json',
  '--report',
  'later',
];

const ledgerOf = async ({ folder }: Gate) =>
  JSON.parse(await readFile(join(folder, 'ledger.json'), 'utf8')) as { runs: { entries: { closed: unknown }[] }[] };

test('a pending deletion is noted, verified later, and updates the report of its run', async ({ gate }) => {
  const { served, variables, letPass } = await slowServer();
  try {
    const ended = await gate.run([...REQUIREMENT, '--ledger', 'ledger.json'], variables).ended;
    expect(ended.code).toBe(3);
    const first = await gate.results();
    expect(first.ledger).toMatchObject({ entries: 2 });
    const command = 'verify --ledger ledger.json --results conformance-report/results.json';
    expect(first.verify?.command).toContain(command);
    expect(ended.out.split(command)).toHaveLength(2);
    expect(await readFile(join(gate.folder, 'conformance-report', 'index.html'), 'utf8')).toContain(command);

    const early = await gate.run(VERIFY, variables).ended;
    expect(early.code).toBe(3);
    expect(early.out).toContain('0 met, 0 overdue, 2 still pending');

    letPass();
    const late = await gate.run(VERIFY, variables).ended;
    expect(late.out).toContain('2 met, 0 overdue, 0 still pending');
    expect(late.code).toBe(0);
    const settled = await gate.results('later');
    expect(settled.runId).toBe(first.runId);
    expect(settled.verify).toBeUndefined();
    expect(settled.verified).toMatchObject({ looked: 2 });
    const again = await gate.run([...VERIFY, '--recheck'], variables).ended;
    expect(again.out).toContain('2 deleted users were looked at.');
    expect(settled.requirements.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(existsSync(join(gate.folder, 'later', 'index.html'))).toBe(true);
  } finally {
    await served.close();
  }
});

test('a ledger that was edited, is foreign or was never kept proves nothing: exit 2', SLOW, async ({ gate }) => {
  const { served, variables } = await slowServer();
  const refusal = async (): Promise<string> => {
    const { code, err } = await gate.run(VERIFY, variables).ended;
    expect(code).toBe(2);
    expect(err).not.toMatch(/^\s+at /m);
    return err;
  };
  try {
    await gate.run([...REQUIREMENT, '--ledger', 'ledger.json'], variables).ended;
    const whole = await ledgerOf(gate);
    await writeFile(
      join(gate.folder, 'ledger.json'),
      JSON.stringify(whole).replace('"offered":false', '"offered":true'),
    );
    expect(await refusal()).toContain('was edited');
    await writeFile(join(gate.folder, 'ledger.json'), JSON.stringify({ schemaVersion: 1, runs: [] }));
    expect(await refusal()).toContain('has no entry for the run');
    await writeFile(join(gate.folder, 'ledger.json'), '{"schemaVersion":');
    expect(await refusal()).toContain('is not JSON');
    await rm(join(gate.folder, 'ledger.json'));
    expect(await refusal()).toContain('There is no file "ledger.json", which --ledger names.');
    await writeFile(join(gate.folder, 'ledger.json'), JSON.stringify(whole));
    await gate.run(REQUIREMENT, variables).ended;
    expect(await refusal()).toContain('kept no ledger');
  } finally {
    await served.close();
  }
});

const CLOSED = {
  KNOT_BASE_URL: 'http://127.0.0.1:9/v1',
  KNOT_CLIENT_ID: 'gate-client',
  KNOT_SECRET: 'gate-secret-of-nobody',
};

test('--dry-run tells what would be sent, sends nothing and writes nothing', async ({ gate }) => {
  const { code, out } = await gate.run(['--dry-run', '--grep', 'deleted-user-is-gone'], CLOSED).ended;
  expect(code).toBe(0);
  expect(out).toMatch(/POST http:\/\/127\.0\.0\.1:9\/v1\/user\/delete {2}\{"external_user_id"/);
  expect(out).toMatch(
    /knot: \d+ requests; 3 users created .* Nothing was sent\.\n {2}Time: about \d+ \w+ at 50 ms an answer, .*\n$/,
  );
  expect(out).not.toContain(CLOSED.KNOT_SECRET);
  expect(existsSync(join(gate.folder, 'conformance-report'))).toBe(false);
});

test('--dry-run needs a configured target, and a vendor that has a sandbox', SLOW, async ({ gate }) => {
  const { code, err } = await gate.run(['--dry-run']).ended;
  expect(code).toBe(2);
  expect(err).toContain('none is configured: set its variables');
});

test('--max-requests ends the sending, and nothing is green for want of it', SLOW, async ({ gate }) => {
  const { served, variables } = await slowServer();
  try {
    const { code } = await gate.run(['--max-requests', '5', ...REQUIREMENT], variables).ended;
    expect(code).toBe(3);
    expect(JSON.stringify(await gate.results())).toContain('--max-requests allows');
  } finally {
    await served.close();
  }
});
