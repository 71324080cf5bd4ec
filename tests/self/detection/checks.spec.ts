import { expect, test } from '@playwright/test';
import { CHECKS } from '../../../src/checks/index.ts';
import { RUN_LEVEL } from '../../../src/checks/run-level/index.ts';
import type { Check } from '../../../src/checks/types.ts';
import type { Clause, Requirement } from '../../../src/verdict/types.ts';
import { disposeOfKeys, loadOnce } from '../run/in-process.ts';
import { KNOT_SUITE } from './knot/suite.ts';
import { MASTERCARD_SUITE } from './mastercard/suite.ts';
import { measureUntilCaught } from './measure.ts';
import type { Broken, Suite } from './types.ts';
import { isInPart, LONG, slowIf } from '../part.ts';

/**
 * The suite against itself: with a check's body emptied, and with the expectation of its requirements widened to accept
 * anything, a broken implementation that was caught is caught no longer.
 */

test.afterAll(disposeOfKeys);

const RUN = [...CHECKS.keys()].filter((name) => !RUN_LEVEL.some((runLevel) => runLevel.name === name));

/** Checks that no built-in vendor has a requirement for: their own self-tests empty them. */
const OF_OTHER_VENDORS = ['wrong-client-gets-no-token', 'deletion-job', 'unknown-job', 'foreign-job'];

/** Checks of which one measurement takes a second or less, for few of their requests are sent. */
const FAST = [
  'refused-request-has-no-effect',
  'relabelled-deletion',
  'delete-after-refusals',
  'delete-several',
  'equal-answers',
];

for (const name of [...CHECKS.keys()].filter((one) => !OF_OTHER_VENDORS.includes(one)))
  test(name, isInPart(name, 4) ? slowIf(!FAST.includes(name)) : LONG, async () => {
    const found = (await caughtBy(KNOT_SUITE, name)) ?? (await caughtBy(MASTERCARD_SUITE, name));
    expect(found, `no broken implementation is there for ${name}`).toBeDefined();
    const { isCaught, requirements } = found!;
    expect(await isCaught()).toBe(true);
    if (RUN.includes(name)) await withEmptied(name, async () => expect(await isCaught()).toBe(false));
    await withWidened(requirements, async () => expect(await isCaught()).toBe(false));
    expect(await isCaught()).toBe(true);
  });

/** A broken implementation that requirements of this check catch, and how to find out whether they still do. */
async function caughtBy<Run>(suite: Suite<Run>, name: string) {
  const { requirements } = await loadOnce(suite.vendor);
  const rows = requirements.filter(({ check }) => check === name);
  const slugs = rows.map(({ slug }) => slug);
  const tables = await Promise.all(Object.values(suite.families).map(async (table) => table()));
  const one = tables
    .flat()
    .find((each: Broken<Run>) => Object.keys(each.primary).some((requirement) => slugs.includes(requirement)));
  if (!one) return undefined;
  // Other requirements may catch it as well; these are about the check.
  const primary = Object.fromEntries(
    Object.entries(one.primary).filter(([requirement]) => slugs.includes(requirement)),
  );
  const isCaught = async (): Promise<boolean> =>
    (await measureUntilCaught(suite, { ...one, primary })).caught === 'primary';
  return { isCaught, requirements: rows.filter(({ slug }) => slug in primary) };
}

async function withEmptied(name: string, act: () => Promise<void>): Promise<void> {
  const checks = CHECKS as Map<string, Check>;
  const whole = checks.get(name)!;
  checks.set(name, { ...whole, run: async () => [] });
  try {
    await act();
  } finally {
    checks.set(name, whole);
  }
}

/** Every clause becomes one that anything may break. */
async function withWidened(requirements: readonly Requirement[], act: () => Promise<void>): Promise<void> {
  const open = requirements as readonly { expect: readonly Clause[] }[];
  const before = open.map((requirement) => requirement.expect);
  open.forEach(
    (requirement) => (requirement.expect = requirement.expect.map(({ when }) => ({ when, level: 'MAY' as const }))),
  );
  try {
    await act();
  } finally {
    open.forEach((requirement, at) => (requirement.expect = before[at]!));
  }
}
