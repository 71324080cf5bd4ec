import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ExchangeError } from '../../../src/http/types.ts';
import { resultLines } from '../../../src/ledger/cleanup-messages.ts';
import type { JournalEvent } from '../../../src/users/user-journal.ts';
import { cleanUpKnot, type Killed } from './killed-knot.ts';
import { created, PREFIX, test } from './sample.ts';

// What a dead run has left is deleted, and nobody else.

const own = (name: string): string => `conformance-${PREFIX}-${name}`;
const STRANGERS = ['somebody-else', `conformance-${'0'.repeat(16)}-one`, '42'];
const unanswered = (creation: number, id: string): JournalEvent => ({
  event: 'creating',
  creation,
  tenant: 'own',
  operation: 'session_create',
  id,
});

test('who is left is deleted, and nobody else; the journal goes', async ({ folder }) => {
  const odd = `${PREFIX}-1-'"\`\\ %`;
  const cleaned = await cleanUpKnot(folder, {
    events: [
      ...created(1, own('one')),
      ...created(2, own('deleted-before')),
      { event: 'deleted', creation: 2 },
      ...created(3, odd),
      ...created(4, own('gone-since')),
      { ...unanswered(5, own('refused')) },
      { event: 'refused', creation: 5 },
    ],
    living: [...STRANGERS, own('one'), own('deleted-before'), odd, own('refused')],
  });
  expect(cleaned.named.toSorted()).toEqual([own('one'), odd, own('gone-since')].toSorted());
  expect(cleaned.living).toEqual([...STRANGERS, own('deleted-before'), own('refused')]);
  expect(cleaned.files).toEqual([]);
  expect(resultLines('knot', [cleaned.result])).toEqual(['knot: 2 users deleted, 1 already gone, 0 left.']);
});

test('a creation that was never answered is tried; that nobody was made is fine', async ({ folder }) => {
  const cleaned = await cleanUpKnot(folder, {
    events: [unanswered(1, own('made')), unanswered(2, own('never-made'))],
    living: [...STRANGERS, own('made')],
  });
  expect(cleaned.living).toEqual(STRANGERS);
  expect(resultLines('knot', [cleaned.result])).toEqual(['knot: 1 user deleted, 1 already gone, 0 left.']);
  expect(cleaned.files).toEqual([]);
});

test('each user is deleted as its tenant', async ({ folder }) => {
  const killed: Killed = {
    events: [...created(1, own('same')), ...created(2, own('others'), 'other')],
    living: [...STRANGERS, own('same'), own('others')],
    othersLiving: [own('same'), own('others')],
  };
  const cleaned = await cleanUpKnot(folder, killed);
  expect(cleaned.living).toEqual([...STRANGERS, own('others')]);
  expect(cleaned.othersLiving).toEqual([own('same')]);
  expect(cleaned.files).toEqual([]);
});

test('without the credentials of the other tenant its users are left, and named', async ({ folder }) => {
  const cleaned = await cleanUpKnot(folder, {
    events: [...created(1, own('one')), ...created(2, own('others'), 'other')],
    living: [own('one')],
    othersLiving: [own('others')],
    environment: { KNOT_OTHER_CLIENT_ID: undefined, KNOT_OTHER_SECRET: undefined },
  });
  expect(cleaned.othersLiving).toEqual([own('others')]);
  const [line] = resultLines('knot', [cleaned.result]);
  expect(line).toContain(`1 left: ${own('others')} (This needs a second tenant: set the KNOT_OTHER_`);
  expect(cleaned.files).toHaveLength(1);
});

test('whoever the target keeps stays in the journal, with what the rest has come to', async ({ folder }) => {
  const cleaned = await cleanUpKnot(folder, {
    events: [...created(1, own('one')), ...created(2, own('kept'))],
    living: [...STRANGERS, own('one'), own('kept')],
    behaviour: {
      deleteUser(_call, tenant, id) {
        if (id === own('kept')) throw new Error('a crash');
        return tenant.users.delete(id);
      },
    },
  });
  expect(cleaned.living).toEqual([...STRANGERS, own('kept')]);
  expect(resultLines('knot', [cleaned.result])).toEqual([
    `knot: 1 user deleted, 0 already gone, 1 left: ${own('kept')} (answered 500).`,
  ]);
  const [file = ''] = cleaned.files;
  expect(readFileSync(join(folder, file), 'utf8')).toMatch(/\{"event":"deleted","creation":1\}\n$/);
});

test('a target that answers nothing is not asked for every user', async ({ folder }) => {
  const ids = Array.from({ length: 60 }, (_, at) => own(String(at)));
  const cleaned = await cleanUpKnot(folder, {
    events: ids.flatMap((id, at) => created(at + 1, id)),
    living: ids,
    through: () => () => Promise.reject(new ExchangeError('timeout', 'No answer within 10000 ms.')),
  });
  // Four users at the same time, and the unknown ids with which it is waited for (A49).
  expect(cleaned.named.length).toBeLessThan(13);
  const [line] = resultLines('knot', [cleaned.result]);
  expect(line).toMatch(/^knot: 0 users deleted, 0 already gone, 60 left: .*No answer within 10000 ms.* 50 more\.$/);
});

test('what the target echoes of a secret stays out of the report', async ({ folder }) => {
  let secret = '';
  const cleaned = await cleanUpKnot(folder, {
    events: created(1, own('one')),
    living: [own('one')],
    through: () => (request) => {
      secret = request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
      throw new ExchangeError('reset', `The proxy refused ${secret}.`);
    },
  });
  const [line = ''] = resultLines('knot', [cleaned.result]);
  expect(secret).toMatch(/^Basic .{20}/);
  expect(line).toContain('The proxy refused');
  expect(line).not.toContain(secret.slice('Basic '.length));
});

const COMMANDED: JournalEvent[] = [
  { event: 'creating', creation: 1, tenant: 'own', operation: null },
  { event: 'created', creation: 1, id: randomUUID() },
];

test('users of the operator’s command are deleted where it is configured as it was', async ({ folder }) => {
  const [, { id = '' }] = COMMANDED as [unknown, { id?: string }];
  const cleaned = await cleanUpKnot(folder, {
    events: COMMANDED,
    living: [...STRANGERS, id],
    environment: { KNOT_CREATE_USER_COMMAND: 'true' },
  });
  expect(cleaned.living).toEqual(STRANGERS);
});

const REFUSED: readonly [what: string, killed: Omit<Killed, 'living'>, why: RegExp][] = [
  [
    'is of another target',
    { events: created(1, own('one')), head: { baseUrl: 'http://127.0.0.1:1/other' } },
    /^KNOT_BASE_URL is not that of the run \(http:\/\/127\.0\.0\.1:1\/other\): set it to that\.$/,
  ],
  [
    'is of another tenant',
    { events: created(1, own('one')), head: { tenants: { own: 'another', other: null } } },
    /^KNOT_CLIENT_ID is not that of the run \(another\): set it to that\.$/,
  ],
  [
    'is of another second tenant',
    { events: created(1, own('one'), 'other'), head: { tenants: { own: null, other: 'another' } } },
    /^KNOT_OTHER_CLIENT_ID is not that of the run/,
  ],
  ['names a stranger', { events: [...created(1, own('one')), ...created(2, STRANGERS[0]!)] }, /cannot have created/],
  ['names a user of another run', { events: created(1, STRANGERS[1]!) }, /cannot have created/],
  [
    'has an answer that names a stranger',
    { events: [unanswered(1, own('one')), { event: 'created', creation: 1, id: STRANGERS[2]! }] },
    /cannot have created/,
  ],
  [
    'names an offered user',
    { events: created(1, own('one')), environment: { KNOT_USER_IDS: `x,${own('one')}` } },
    /a user of KNOT_USER_IDS/,
  ],
  [
    'tells of a creation by another operation',
    { events: [{ ...unanswered(1, own('one')), operation: 'user_delete' } as JournalEvent] },
    /user_delete creates nobody/,
  ],
  ['names users of a command that is not configured', { events: COMMANDED }, /set KNOT_CREATE_USER_COMMAND/],
];

for (const [what, killed, why] of REFUSED)
  test(`a journal that ${what} is refused as a whole: nothing is sent, it stays`, async ({ folder }) => {
    const cleaned = await cleanUpKnot(folder, { ...killed, living: [...STRANGERS, own('one')] });
    expect(cleaned.result.refused).toMatch(why);
    expect(cleaned.named).toEqual([]);
    expect(cleaned.files).toHaveLength(1);
  });
