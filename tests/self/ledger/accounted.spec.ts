import { expect, test } from '@playwright/test';
import { ExchangeError, type Transport } from '../../../src/http/types.ts';
import { createUserJournal, type JournalEvent, type UserJournal } from '../../../src/users/user-journal.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, type Run } from '../run/in-process.ts';
import { SLOW } from '../part.ts';
import { Register, TOLD } from './told.ts';

// At no moment of a run somebody lives at the target of whom the journal does not know: whenever a run is killed, what
// it leaves can be found.

test.afterAll(() => disposeOfKeys());

/** A run whose every creation is held against its journal; every `lost`th answer to one is lost. */
function watched(vendor: keyof typeof TOLD, lost = Infinity) {
  const events: JournalEvent[] = [];
  const register = new Register(TOLD[vendor]);
  const unknown: string[] = [];
  let journal: UserJournal | undefined;
  let creations = 0;

  const check = (): void => {
    const left = journal?.left() ?? [];
    const known = new Set(left.map(({ id }) => id));
    const without = [...register.living].filter((id) => !known.has(id));
    if (without.length > left.filter(({ id }) => id === undefined).length) unknown.push(...without);
  };
  const through =
    (inner: Transport): Transport =>
    async (request, limits) => {
      check();
      const { status, headers, body, ...rest } = await inner(request, limits);
      const { pathname: path } = new URL(request.url);
      const made = register.note({
        method: request.method,
        path,
        sent: String(request.body),
        status,
        answered: String(body),
      });
      check();
      if (made !== undefined && ++creations % lost === 0)
        throw new ExchangeError('reset', 'The connection ended before a status line.');
      return { status, headers, body, ...rest };
    };
  const run: Run = {
    through,
    select,
    journal: () =>
      (journal ??= createUserJournal({ write: (event) => void events.push(event), close: () => undefined })),
  };
  return {
    run,
    events,
    unknown,
    living: register.living,
    /** By what was written alone: nothing else outlives a kill. */
    left: () => createUserJournal(undefined, events).left(),
    creations: () => creations,
  };
}

/** The requirements that create most. */
function select({ id, area }: Requirement): boolean {
  return ['erasure', 'isolation', 'repetition', 'batch'].includes(area) && !id.includes('five-hundred-users');
}

test('Knot: whoever lives is known, and at the end nobody is left', SLOW, async () => {
  const { run, living, unknown, left, creations } = watched('knot');
  await judgeKnot(run);
  expect(creations()).toBeGreaterThan(60);
  expect(unknown).toEqual([]);
  expect([...living]).toEqual([]);
  expect(left()).toEqual([]);
});

test('Mastercard: whoever lives is known, and no card number is written', SLOW, async () => {
  const { run, living, unknown, events, left, creations } = watched('mastercard');
  const cards = new Set<string>();
  await judgeMastercard({
    ...run,
    through: (inner, clock) =>
      run.through!((request, limits) => {
        for (const [card] of String(request.body).matchAll(/\d{16}/g)) cards.add(card);
        return inner(request, limits);
      }, clock),
  });
  expect(creations()).toBeGreaterThan(40);
  expect(unknown).toEqual([]);
  expect([...living]).toEqual([]);
  expect(left()).toEqual([]);
  expect(cards.size).toBeGreaterThan(40);
  const text = JSON.stringify(events);
  expect([...cards].filter((card) => text.includes(card))).toEqual([]);
});

test('Knot: whose creation got no answer is deleted at the end as well', SLOW, async () => {
  const { run, living, unknown, left } = watched('knot', 7);
  const { cleanup } = await judgeKnot(run);
  expect(unknown).toEqual([]);
  expect([...living]).toEqual([]);
  expect(left()).toEqual([]);
  expect(cleanup[0]).toMatchObject({ left: [], message: expect.stringMatching(/^Clean: every user/) });
});

test('Mastercard: whose creation got no answer stays in the journal, and the report says so', SLOW, async () => {
  const { run, living, unknown, left } = watched('mastercard', 10);
  const { cleanup } = await judgeMastercard(run);
  expect(unknown).toEqual([]);
  expect(living.size).toBeGreaterThan(0);
  expect(left()).toHaveLength(living.size);
  expect(left().every(({ id, reference }) => id === undefined && reference !== undefined)).toBe(true);
  expect(cleanup[0]?.message).toContain(`${living.size} creations were not answered, so their users may be left`);
});

test('whose creation failed in the middle is not left behind', SLOW, async () => {
  const { run, living, left } = watched('knot');
  let links = 0;
  const { cleanup } = await judgeKnot({
    ...run,
    behaviour: {
      linkAccount: () => {
        links += 1;
        return { status: 403, body: { error_type: 'USER_ERROR', error_code: 'NOT_ALLOWED', error_message: 'no' } };
      },
    },
  });
  expect(links).toBeGreaterThan(0);
  expect([...living]).toEqual([]);
  expect(left()).toEqual([]);
  expect(cleanup[0]?.message).toMatch(/^Clean: every user that the run created was deleted \(\d+\)\.$/);
});
