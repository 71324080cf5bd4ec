import {
  chmodSync,
  closeSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { findJournals, removeJournal, resumeJournal } from '../../../src/ledger/find-journals.ts';
import { fileWriter, journalsOf } from '../../../src/ledger/journal-file.ts';
import { leftBy } from '../../../src/ledger/journal-format.ts';
import { createRunContext, type RunContext } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { NotJudgedError } from '../../../src/users/not-judged-error.ts';
import { createUserJournal } from '../../../src/users/user-journal.ts';
import { ConfigurationError } from '../../../src/errors.ts';
import { loadOnce } from '../run/in-process.ts';
import { created, header, test, writeJournal } from './sample.ts';

const SECRET = 'a-secret-that-nobody-may-read';
const RUN = { runId: '11111111-2222-4333-8444-555555555555', startedAt: '2026-01-01T00:00:00.000Z' };
const NAME = `deletion-conformance-${RUN.runId}-knot.journal`;

async function open(folder: string, variables: Record<string, string> = {}): Promise<RunContext> {
  const vendor = await loadOnce('knot');
  const environment = {
    KNOT_BASE_URL: `http://someone:${SECRET}@127.0.0.1:4010/v1?key=${SECRET}`,
    KNOT_CLIENT_ID: 'client',
    KNOT_SECRET: SECRET,
    ...variables,
  };
  return createRunContext({
    vendor,
    target: readTarget(vendor.profile, environment, 'configured', 'knot'),
    transport: () => Promise.reject(new Error('nothing is sent')),
    clock: virtualClock(),
    seed: 1,
    runSecret: newRunSecret(),
    allowHazardous: false,
    journal: journalsOf({ ...RUN, ledger: join(folder, 'ledger.json') }),
  });
}

const CREATION = { tenant: 'own', operation: 'session_create' } as const;

test('a journal is written at once, for its owner alone, and says whose users they are without a secret', async ({
  folder,
}) => {
  const { journal } = await open(folder);
  const path = join(folder, NAME);
  const first = journal.creating({ ...CREATION, id: 'one' });
  expect(readFileSync(path, 'utf8')).toContain('{"event":"creating","creation":1,"tenant":"own"');
  journal.created(first, 'one');
  journal.created(journal.creating({ ...CREATION, id: 'two' }), 'two');
  journal.deleted({ tenant: 'own', id: 'one' });
  const text = readFileSync(path, 'utf8');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(JSON.parse(text.split('\n')[0]!)).toMatchObject({
    vendor: 'knot',
    baseUrl: 'http://127.0.0.1:4010/v1?key=[redacted]',
    tenants: { own: 'client', other: null },
    runId: RUN.runId,
    runPrefix: expect.stringMatching(/^[a-f][0-9a-f]{16}$/),
  });
  expect(text).not.toContain(SECRET);
  expect(journal.left().map(({ id }) => id)).toEqual(['two']);
  expect(findJournals([folder], Date.now())).toMatchObject({ alive: 1, earlier: [], refused: [] });
});

test('it goes when nobody is left, stays while somebody is, and then nobody more is created', async ({ folder }) => {
  const { journal } = await open(folder);
  journal.created(journal.creating({ ...CREATION, id: 'one' }), 'one');
  journal.close();
  expect(readdirSync(folder)).toEqual([NAME]);
  expect(() => journal.creating({ ...CREATION, id: 'two' })).toThrow(NotJudgedError);
  journal.deleted({ tenant: 'own', id: 'one' });
  journal.close();
  expect(readdirSync(folder)).toEqual([]);
});

for (const [what, variables, files] of [
  ['creates users', {}, 1],
  ['was offered users', { KNOT_USER_IDS: 'a,b' }, 0],
  ['may create nobody', { KNOT_MAX_USERS: '0' }, 0],
] as const)
  test(`a run that ${what} has ${files} journals`, async ({ folder }) => {
    await open(folder, variables);
    expect(readdirSync(folder)).toHaveLength(files);
  });

test('an id that holds a secret is not written, and its user still is left', async ({ folder }) => {
  const { journal } = await open(folder);
  journal.created(journal.creating({ ...CREATION, operation: 'other' }), `id-${SECRET}`);
  const text = readFileSync(join(folder, NAME), 'utf8');
  expect(text).not.toContain(SECRET);
  expect(text).toContain('{"event":"created","creation":1}');
  expect(journal.left()).toMatchObject([{ id: `id-${SECRET}` }]);
});

test('a folder that cannot be written to is told before anything is sent', async ({ folder }) => {
  writeFileSync(join(folder, 'file'), '');
  const refused = open(join(folder, 'file'));
  await expect(refused).rejects.toThrow(ConfigurationError);
  await expect(refused).rejects.toThrow(/cannot be recorded .*\((?:EEXIST|ENOTDIR)\)/);
});

test('where a creation cannot be written down, nobody is created; of the rest the run still knows', ({ folder }) => {
  const path = join(folder, NAME);
  const fd = openSync(path, 'ax');
  const journal = createUserJournal(fileWriter({ path, fd, size: 0 }));
  const first = journal.creating({ ...CREATION, id: 'one' });
  closeSync(fd);
  journal.created(first, 'one');
  expect(journal.left()).toMatchObject([{ id: 'one', state: 'created' }]);
  expect(() => journal.creating({ ...CREATION, id: 'two' })).toThrow(
    'No user was created, because it cannot be written down (EBADF).',
  );
  expect(journal.left()).toHaveLength(1);
});

test('a file that is there already is not taken over', async ({ folder }) => {
  await open(folder);
  await expect(open(folder)).rejects.toThrow(/EEXIST/);
});

test('what a killed run left is read, also where its last line breaks off; going on from it keeps it whole', ({
  folder,
}) => {
  writeJournal(folder, header(), [...created(1, 'one'), ...created(2, 'two')], { tail: '{"event":"del' });
  const [journal] = findJournals([folder], Date.now()).earlier;
  expect(leftBy(journal!).map(({ id }) => id)).toEqual(['one', 'two']);
  const going = resumeJournal(journal!)!;
  going.deleted({ tenant: 'own', id: 'one' });
  const [again] = findJournals([folder], Date.now()).earlier;
  expect(leftBy(again!).map(({ id }) => id)).toEqual(['two']);
  going.deleted({ tenant: 'own', id: 'two' });
  going.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('a journal that was replaced after it was read is neither written to nor removed', ({ folder }) => {
  const head = header();
  writeJournal(folder, head, created(1, 'one'));
  const [journal] = findJournals([folder], Date.now()).earlier;
  removeJournal(journal!);
  writeJournal(folder, head, created(1, 'other'));
  // The same number of a file may come back at once.
  const changed = { ...journal!, inode: journal!.inode + 1 };
  expect(resumeJournal(changed)).toBeUndefined();
  removeJournal(changed);
  expect(readdirSync(folder)).toHaveLength(1);
});

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

const TAMPERED: readonly [what: string, write: (folder: string) => unknown, why: RegExp][] = [
  ['others may read', (folder) => chmodSync(writeJournal(folder, header(), []), 0o644), /others may read/],
  ['others may write', (folder) => chmodSync(writeJournal(folder, header(), []), 0o620), /others may read/],
  [
    'is a link',
    (folder) => {
      const path = writeJournal(folder, header(), [], { name: 'elsewhere' });
      symlinkSync(path, join(folder, NAME));
    },
    /no plain file/,
  ],
  [
    'has a second name',
    (folder) => linkSync(writeJournal(folder, header(), created(1, 'x')), join(folder, 'second')),
    /no plain file/,
  ],
  ['has the name of another run', (folder) => writeJournal(folder, header(), [], { name: NAME }), /another run/],
  ['is no JSON', (folder) => writeJournal(folder, header(), [], { tail: 'users: one\n' }), /changed/],
  [
    'is of another version',
    (folder) => writeJournal(folder, { ...header(), deletionConformanceJournal: 2 as 1 }, []),
    /changed/,
  ],
  ['has a short random part', (folder) => writeJournal(folder, header({ runPrefix: 'c' }), []), /changed/],
  [
    'says more than a journal does',
    (folder) =>
      writeJournal(folder, header(), [], { tail: line({ event: 'created', creation: 1, id: 'x', all: true }) }),
    /changed/,
  ],
  [
    'tells of a creation that never began',
    (folder) => writeJournal(folder, header(), [{ event: 'created', creation: 3, id: 'stranger' }]),
    /changed/,
  ],
  [
    'begins a creation twice',
    (folder) => writeJournal(folder, header(), [...created(1, 'one'), ...created(1, 'stranger')]),
    /changed/,
  ],
];

for (const [what, write, why] of TAMPERED)
  test(`a journal that ${what} is refused`, ({ folder }) => {
    write(folder);
    const found = findJournals([folder], Date.now());
    expect(found.earlier).toEqual([]);
    expect(found.refused.map((one) => one.why)).toEqual([expect.stringMatching(why)]);
  });

test('a journal of another user of the machine is left alone', ({ folder }) => {
  writeJournal(folder, header(), created(1, 'one'));
  const getuid = Object.getOwnPropertyDescriptor(process, 'getuid')!;
  try {
    process.getuid = () => 4_000_000;
    expect(findJournals([folder], Date.now())).toMatchObject({ foreign: 1, earlier: [], refused: [] });
  } finally {
    Object.defineProperty(process, 'getuid', getuid);
  }
});
