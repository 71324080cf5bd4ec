import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { KNOT, type Tenant } from '../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../src/sandbox/knot/store.ts';
import { SLOW } from '../part.ts';
import { judgeKnot, resultOf, withVerdict } from './in-process.ts';

const ACCOUNT: LinkedAccount = { merchantId: 19, scopes: ['transaction_link'] };

let folder: string;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'deletion-conformance-'))));
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A command that runs a Node script. */
function command(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, script);
  return `"${process.execPath}" "${path}"`;
}

const only = (pattern: RegExp) => ({ select: ({ id }: { id: string }) => pattern.test(id) });

/** A sandbox that writes who lives into a file, which stands for a database that the operator can look into. */
function judgeWithRecords(script: string, deletes: boolean) {
  const records = join(folder, 'living.json');
  writeFileSync(records, '[]');
  const living = () => JSON.parse(readFileSync(records, 'utf8')) as string[];
  return judgeKnot({
    ...only(/deleted-user-is-gone|other-users-are-untouched/),
    environment: { KNOT_OBSERVE_COMMAND: command('observe.cjs', script.replace('RECORDS', JSON.stringify(records))) },
    behaviour: {
      deleteUser(_call, tenant, id) {
        const known = tenant.users.delete(id);
        if (known && deletes) writeFileSync(records, JSON.stringify(living().filter((one) => one !== id)));
        return known;
      },
    },
    through: (inner) => (request, limits) => {
      if (request.url.endsWith('/session/create')) {
        const { external_user_id: id } = JSON.parse(String(request.body)) as { external_user_id: string };
        writeFileSync(records, JSON.stringify([...living(), id]));
      }
      return inner(request, limits);
    },
  });
}

const LOOK = `
  const living = JSON.parse(require('node:fs').readFileSync(RECORDS, 'utf8'));
  process.exit(living.includes(process.env.CONFORMANCE_USER_ID) ? 0 : 1);
`;

test('a command of the operator’s tells who lives and who is gone', async () => {
  const results = await judgeWithRecords(LOOK, true);
  expect(withVerdict(results, 'pass')).toHaveLength(2);
  expect(results.targets[0]?.declared).toMatchObject({ observe: 'command' });
});

test('it finds whom the read call hides', SLOW, async () => {
  const results = await judgeWithRecords(LOOK, false);
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('fail');
});

for (const [what, script] of [
  ['another status', 'process.exit(7)'],
  ['a crash', 'throw new Error("no database")'],
  ['a signal', 'process.kill(process.pid, "SIGKILL")'],
] as const)
  test(`${what} of the command tells nothing, and nothing passes`, SLOW, async () => {
    const results = await judgeWithRecords(script, true);
    expect(withVerdict(results, 'pass', 'fail')).toEqual([]);
    expect(JSON.stringify(results)).toContain('KNOT_OBSERVE_COMMAND');
  });

/** The users whom the command will print live already: it stands for an operator's own way of creating them. */
function judgeCreated(script: string, ids: readonly string[]) {
  let isStocked = false;
  return judgeKnot({
    ...only(/deleted-user-is-gone|other-users-are-untouched|neighbour-in-other-case/),
    environment: { KNOT_CREATE_USER_COMMAND: command('create.cjs', script) },
    behaviour: {
      authenticate(call) {
        const tenant = KNOT.authenticate(call) as Tenant | undefined;
        if (tenant && !isStocked) for (const id of ids) tenant.users.ensure(id).accounts.set(19, ACCOUNT);
        isStocked = true;
        return tenant;
      },
    },
  });
}

test('a command of the operator’s creates the users, several at a time', async () => {
  const ids = Array.from({ length: 12 }, () => randomUUID());
  // Commands of several requirements run at the same time; only one of them can make a folder.
  const taken = join(folder, 'taken');
  const script = `
    const fs = require('node:fs');
    const take = (at) => {
      try { fs.mkdirSync(${JSON.stringify(taken)} + at); return at; } catch { return take(at + 3); }
    };
    const at = take(0);
    console.log(${JSON.stringify(ids)}.slice(at, at + 3).join('\\n'));
  `;
  const results = await judgeCreated(script, ids);
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('pass');
  expect(resultOf(results, 'neighbour-in-other-case-survives')).toMatchObject({ verdict: 'not-applicable' });
});

for (const [what, script] of [
  ['fails', 'process.exit(3)'],
  ['prints nobody', 'console.log("")'],
] as const)
  test(`a creating command that ${what} leaves the requirements not run, and says so`, async () => {
    const results = await judgeCreated(script, []);
    expect(withVerdict(results, 'pass', 'fail', 'error')).toEqual([]);
    expect(resultOf(results, 'deleted-user-is-gone').message).toContain('KNOT_CREATE_USER_COMMAND');
  });

test('who was printed before is not created again', async () => {
  const id = randomUUID();
  const results = await judgeCreated(`console.log(${JSON.stringify(id)})`, [id]);
  expect(resultOf(results, 'deleted-user-is-gone').verdict).toBe('not-run');
});
