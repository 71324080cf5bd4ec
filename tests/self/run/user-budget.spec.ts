import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { judgeVendor } from './judge-vendor.ts';
import { withProbeUser, requirementsOfShard, allocateUsers } from '../../../src/run/allocation.ts';
import { isRunLevel } from '../../../src/run/preconditions.ts';
import { createUserBudget } from '../../../src/run/user-budget.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { loadOnce } from './in-process.ts';
import { countingService, type Mood } from './counting-service.ts';
import { runsOf, SLOW } from '../part.ts';

test('what is drawn was reserved for the requirement, kept for it, or free', () => {
  const budget = createUserBudget(5);
  expect(budget.draw()).toBe(true);
  budget.allot(
    new Map([
      ['first', 2],
      ['second', 3],
      ['third', 1],
    ]),
  );
  // Two for the first, none for the second, which does not fit, one for the third: one is free.
  expect(budget.reserve('second', 1)).toBe(false);
  expect(budget.reserve('first', 2)).toBe(true);
  expect([budget.draw('first'), budget.draw('first'), budget.draw('first'), budget.draw('first')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(budget.draw()).toBe(false);
  expect([budget.draw('third'), budget.draw('third')]).toEqual([true, false]);
});

test('what somebody else has created is spent, whether it was left or not', () => {
  const budget = createUserBudget(2);
  budget.spend(3);
  expect(budget.draw()).toBe(false);
});

/** How a target answers, what its operator allows, and how the run is cut up. */
const configuration = fc.record({
  maxUsers: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })),
  shards: fc.integer({ min: 1, max: 4 }),
  observe: fc.constantFrom(undefined, undefined, 'read', 'repeat', 'none'),
  moods: fc.array(
    fc.constantFrom<Mood>('fine', 'fine', 'fine', 'busy', 'failing', 'silent', 'refusing', 'made and failing'),
    {
      minLength: 1,
      maxLength: 9,
    },
  ),
  forgets: fc.boolean(),
  requirements: fc.array(fc.nat({ max: 200 }), { minLength: 3, maxLength: 10 }),
  seed: fc.nat({ max: 1_000_000 }),
});

type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never;

/** Runs every shard against one service, which counts. */
async function run(vendor: Vendor, given: Configuration, env: Record<string, string>) {
  const service = countingService(given.moods, given.forgets);
  const variables: Record<string, string> = {
    ...env,
    [`${vendor.profile.env}_BASE_URL`]: 'https://vendor.example',
    [`${vendor.profile.env}_MAX_USERS`]: String(given.maxUsers),
    [`${vendor.profile.env}_SETTLE_MS`]: '100',
    [`${vendor.profile.env}_DELETION_DEADLINE_MS`]: '100',
    CONFORMANCE_ALLOW_DELETE: '1',
    ...(given.observe ? { [`${vendor.profile.env}_OBSERVE`]: given.observe } : {}),
  };
  const target = readTarget(vendor.profile, variables, 'configured', vendor.name);
  const tested = vendor.requirements.filter(
    (requirement) => requirement.check !== undefined && !isRunLevel(requirement),
  );
  const chosen = new Set(given.requirements.map((at) => tested[at % tested.length]?.id));
  const requirements = tested.filter(({ id }) => chosen.has(id));
  const shares = allocateUsers({ requirements, isHeldBack: () => false, vendor, target, total: given.shards });
  for (const [index, share] of shares.entries()) {
    const own = new Set(
      requirementsOfShard(requirements, { current: index + 1, total: given.shards }).map(({ id }) => id),
    );
    await judgeVendor({
      vendor,
      target: given.shards === 1 ? target : withProbeUser(target, share),
      transport: service.transport,
      clock: virtualClock(),
      seed: given.seed,
      select: ({ id }) => own.has(id),
    });
  }
  return service;
}

test(
  'no run creates more users than it may, looks and probes and second tenant included, nor do shards together',
  SLOW,
  async () => {
    const vendor = await loadOnce('knot');
    const credentials = { KNOT_CLIENT_ID: 'one', KNOT_SECRET: randomUUID() };
    const other = { KNOT_OTHER_CLIENT_ID: 'two', KNOT_OTHER_SECRET: randomUUID() };
    let created = 0;
    let full = 0;
    await fc.assert(
      fc.asyncProperty(configuration, async (given) => {
        const { creations } = await run(vendor, given, { ...credentials, ...(given.seed % 2 ? other : {}) });
        created += creations();
        if (creations() === given.maxUsers) full += 1;
        expect(creations()).toBeLessThanOrEqual(given.maxUsers);
      }),
      { numRuns: runsOf(1000, 60), seed: 13 },
    );
    // The bound is met often, or the property would say nothing.
    expect(created).toBeGreaterThan(runsOf(1000, 60));
    expect(full).toBeGreaterThan(runsOf(100, 6));
  },
);
