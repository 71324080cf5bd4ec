import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readKnownFailures } from '../../../src/results/known-failures-file.ts';

const REQUIREMENTS = [
  { id: 'knot/unknown-user-is-refused', excluded: false },
  { id: 'knot/blank-id-is-refused', excluded: false },
  { id: 'knot/server-error-body', excluded: true },
];
const AT = '2026-06-15T10:00:00.000Z';
const GOOD = `- requirement: knot/unknown-user-is-refused
  reason: The lookup is being rewritten.
  link: https://example.com/issues/1
  expires: 2026-12-31
`;

let folder: string;
test.beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'known-'))));
test.afterEach(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'known.yaml');
  await writeFile(path, text);
  return readKnownFailures(path, REQUIREMENTS, AT);
}

/** The lines of a refusal, without the folder. */
async function refusal(text: string): Promise<string[]> {
  const error = await read(text).then(
    () => new Error('accepted'),
    (thrown: unknown) => thrown as Error,
  );
  return error.message.split('\n').map((line) => line.replace(`${folder}/`, ''));
}

test('reads a list, with a glob; dates stay as written', async () => {
  const { entries, notices } = await read(
    `${GOOD}${GOOD.replace('unknown-user-is-refused', '"*-id-*"').replace('knot/"', '"knot/')}`,
  );
  expect(entries.map(({ requirement }) => requirement)).toEqual(['knot/unknown-user-is-refused', 'knot/*-id-*']);
  expect(entries[0]?.expires).toBe('2026-12-31');
  expect(notices).toEqual([]);
});

test('an empty list, and a file of comments alone, know no failure', async () => {
  for (const text of ['[]', '# all mended\n', '']) expect((await read(text)).entries).toEqual([]);
});

test('says which entries have expired, and which name only what cannot be tested', async () => {
  const { notices } = await read(
    `${GOOD.replace('2026-12-31', '2026-06-14')}${GOOD.replace('unknown-user-is-refused', 'server-error-body')}`,
  );
  expect(notices.map((notice) => notice.replace(`${folder}/`, ''))).toEqual([
    'known.yaml:1: the known failure "knot/unknown-user-is-refused" expired on 2026-06-14 and is ignored.',
    'known.yaml:5: "knot/server-error-body" is excluded from tests, so this entry has no effect.',
  ]);
});

const REFUSED: readonly [what: string, text: string, says: (string | RegExp)[]][] = [
  [
    'an id that names nothing, with the likely one',
    GOOD.replace('unknown-user', 'unkown-user'),
    ['known.yaml:1: "knot/unkown-user-is-refused" is not a requirement, did you mean "knot/unknown-user-is-refused"?'],
  ],
  [
    'a glob that names nothing',
    GOOD.replace('unknown-user-is-refused', 'nothing-*'),
    [/^known\.yaml:1: "knot\/nothing-\*" is not a requirement/],
  ],
  [
    'a mistyped key',
    GOOD.replace('reason:', 'reson:'),
    [
      'known.yaml:1: entry 1: has no "reason"',
      'known.yaml:2: unknown key "reson" (allowed: requirement, reason, link, expires), did you mean "reason"?',
    ],
  ],
  ['an entry without a link', GOOD.replace(/ {2}link.*\n/, ''), ['known.yaml:1: entry 1: has no "link"']],
  [
    'a value of another kind',
    GOOD.replace('The lookup is being rewritten.', '3'),
    [/^known\.yaml:2: entry 1: reason must be string/],
  ],
  [
    'a day that is none',
    GOOD.replace('2026-12-31', '2026-02-30'),
    [/^known\.yaml:4: "2026-02-30" is not a date; .*2026-12-31/],
  ],
  ['an entry that stands twice', GOOD + GOOD, [/^known\.yaml:5: ".*" is listed twice/]],
  ['a file that is no list', 'knownFailures: []', ['known.yaml:1: the file must be array']],
  ['a file that is no YAML', '- requirement: "x', [/^known\.yaml:1: not valid YAML/]],
];

for (const [what, text, says] of REFUSED)
  test(`${what} is refused by file and line`, async () => {
    const lines = await refusal(text);
    expect(lines).toEqual(says.map((one) => (typeof one === 'string' ? one : (expect.stringMatching(one) as unknown))));
  });

test('all mistakes are told at once', async () => {
  expect(await refusal(GOOD.replace('2026-12-31', 'soon').replace('unknown', 'unkown'))).toHaveLength(2);
});

test('a file that is not there, and a folder, are refused', () => {
  expect(() => readKnownFailures(join(folder, 'none.yaml'), REQUIREMENTS, AT)).toThrow(
    /^--known-failures names ".*none\.yaml", which does not exist/,
  );
  expect(() => readKnownFailures(folder, REQUIREMENTS, AT)).toThrow(/which is not a file/);
});
