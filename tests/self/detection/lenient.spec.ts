import { expect, test } from '@playwright/test';
import { MASTERCARD } from '../../../src/sandbox/mastercard/behaviour.ts';
import type { MastercardCall } from '../../../src/sandbox/mastercard/steps.ts';
import { LONG, partOf, slowIf } from '../part.ts';
import { disposeOfKeys, judgeMastercard, withVerdict, type Run } from '../run/in-process.ts';
import { KNOT_SUITE } from './knot/suite.ts';
import { MASTERCARD_SUITE } from './mastercard/suite.ts';
import type { Suite } from './types.ts';

test.afterAll(disposeOfKeys);

/** What accuses at the end of the run, and the requirement that deletes somebody rightly. */
const OF_EVERYBODY = ['deleted-user-is-gone', 'deleted-users-stay-gone', 'other-users-still-live'];

const DAY_MS = 86_400_000;

/** Longer than a requirement watches, and over when the final check looks. */
const [SETTLE_MS, SLOW_MS] = [200, 1500];

/** Servers that let more in than they should, and delete whom it names. */
const LENIENT = [
  'any-label-is-read',
  'forms-are-read',
  'trims-everywhere',
  'trimmed-pair-let-in',
  'overridden-by-x-http-method-override',
  'nonces-forgotten',
  'replayed-nonce',
  'label-not-needed',
  'good-ones-go',
];

interface Lenient<R> {
  readonly id: string;
  readonly slugs: readonly string[];
  readonly change: () => R;
}

/** The implementations of a vendor whose only faults are graded as warnings, and the legal ones named above. */
async function lenientOf<R>({ families, legal }: Suite<R>): Promise<Lenient<R>[]> {
  const broken = (await Promise.all(Object.values(families).map(async (table) => table()))).flat();
  const warned = broken.filter(({ primary }) => {
    const grades = Object.values(primary);
    return grades.length > 0 && grades.every((grade) => grade === 'warn');
  });
  const warning = Object.values(legal)
    .flat()
    .filter(({ id, warns }) => Object.keys(warns).length > 0 || LENIENT.includes(id));
  return [
    ...warned.map(({ id, primary, change }) => ({ id, slugs: Object.keys(primary), change })),
    ...warning.map(({ id, warns, change }) => ({ id, slugs: Object.keys(warns), change })),
  ];
}

ofVendor(KNOT_SUITE);
ofVendor(MASTERCARD_SUITE);

function ofVendor<R extends Run>(suite: Suite<R>): void {
  const isNamed = ({ id }: { id: string }) => LENIENT.includes(id);
  const accused = async (all: readonly Lenient<R>[]): Promise<string[]> => {
    const found: string[] = [];
    for (const one of all) found.push(...(await failuresOf(suite, one)));
    return found;
  };
  test(
    `${suite.vendor}: who is named in a request that was accepted with a warning need not live`,
    slowIf(suite.vendor === 'mastercard'),
    async () => {
      const named = (await lenientOf(suite)).filter(isNamed);
      expect(named.length).toBeGreaterThanOrEqual(4);
      expect(await accused(named)).toEqual([]);
    },
  );
  test(`${suite.vendor}: no fault that only warns fails a MUST where deletions are slow`, LONG, async () => {
    test.setTimeout(1_200_000);
    expect(await accused(partOf(await lenientOf(suite), ({ id }) => id, 16))).toEqual([]);
  });
}

async function failuresOf<R extends Run>(suite: Suite<R>, { id, slugs, change }: Lenient<R>): Promise<string[]> {
  const run = change();
  const prefix = suite.vendor.toUpperCase();
  const lenientRows = /deletes-nobody-when-refused$|-is-understood-or-refused$|-is-accepted-or-refused$/;
  const results = await suite.judge({
    ...run,
    deletionDelayMs: SLOW_MS,
    environment: {
      ...run.environment,
      [`${prefix}_DELETION_DEADLINE_MS`]: String(DAY_MS),
      [`${prefix}_SETTLE_MS`]: String(SETTLE_MS),
    },
    select: ({ slug }) => OF_EVERYBODY.includes(slug) || slugs.includes(slug) || lenientRows.test(slug),
  });
  const accusing = results.requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'error');
  return accusing.map((one) => `${id}: ${one.id}`);
}

for (const deadlineMs of [5000, DAY_MS])
  test(`who is missing in the list of an accepted deletion is not charged with living on (deadline ${deadlineMs} ms)`, async () => {
    const results = await judgeMastercard({
      behaviour: {
        // A list with a faulty element is taken for a list of nobody.
        readDeletion(call) {
          const body = call.steps.readJson(call);
          return Array.isArray(body) && body.length > 1 && !isFit(call) ? [] : MASTERCARD.readDeletion(call);
        },
        answerUnknownUser: (call) =>
          call.operation === 'deletion' ? { status: 202, body: [] } : MASTERCARD.answerUnknownUser(call),
      },
      environment: { MASTERCARD_DELETION_DEADLINE_MS: String(deadlineMs) },
      select: ({ slug }) => OF_EVERYBODY.includes(slug) || slug.includes('beside-a-good'),
    });
    expect(withVerdict(results, 'fail', 'inconclusive')).toEqual([]);
    expect(withVerdict(results, 'warn')).toEqual([
      'mastercard/bad-id-beside-a-good-one-is-answered-truly',
      'mastercard/null-beside-a-good-id-is-answered-truly',
    ]);
  });

function isFit(call: MastercardCall): boolean {
  try {
    MASTERCARD.readDeletion(call);
    return true;
  } catch {
    return false;
  }
}
