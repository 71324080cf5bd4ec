import { expect, test } from '@playwright/test';
import { makesIncomplete, outcomeOf } from '../../../src/verdict/outcome.ts';
import type { Verdict } from '../../../src/verdict/types.ts';

type Judged = Parameters<typeof outcomeOf>[0][number];

const OPTIONS = { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false };
const erased: Judged = requirement('v/erased', { area: 'erasure' });

function requirement(id: string, more: Partial<Judged> = {}): Judged {
  return {
    id,
    area: 'input',
    level: 'MUST',
    optional: false,
    hazardous: false,
    verdict: 'pass',
    reason: null,
    knownFailure: null,
    ...more,
  };
}

function outcome(
  requirements: readonly Judged[],
  options: Partial<typeof OPTIONS> = {},
  required = requirements.map(({ id }) => id),
): string {
  return outcomeOf(requirements, required, { ...OPTIONS, ...options });
}

test('conformant: every requirement judged and met', () => {
  expect(outcome([erased, requirement('v/a'), requirement('v/b', { verdict: 'warn', level: 'SHOULD' })])).toBe(
    'conformant',
  );
});

test('invalid wins over everything, unknown verdicts included', () => {
  expect(outcome([erased, requirement('v/a', { verdict: 'fail' }), requirement('v/b', { verdict: 'error' })])).toBe(
    'invalid',
  );
  expect(outcome([erased, requirement('v/a', { verdict: 'great' as Verdict })])).toBe('invalid');
});

test('nonconformant: an unexpected fail, or a known failure that passes', () => {
  const known = { reason: 'r', link: 'l', expires: '2027-01-01' };
  expect(outcome([erased, requirement('v/a', { verdict: 'fail' })])).toBe('nonconformant');
  expect(outcome([erased, requirement('v/a', { verdict: 'fail', knownFailure: known })])).toBe('conformant');
  expect(outcome([erased, requirement('v/a', { knownFailure: known })])).toBe('nonconformant');
  expect(outcome([erased, requirement('v/a', { verdict: 'warn' })], { strict: true })).toBe('nonconformant');
});

for (const verdict of ['not-run', 'inconclusive'] as const) {
  test(`incomplete: a MUST that is ${verdict}`, () => {
    expect(outcome([erased, requirement('v/a', { verdict, reason: 'network' })])).toBe('incomplete');
    expect(outcome([erased, requirement('v/a', { verdict, reason: 'network', optional: true })])).toBe('conformant');
    expect(outcome([erased, requirement('v/a', { verdict, reason: 'network', level: 'SHOULD' })])).toBe('conformant');
    expect(
      outcome([erased, requirement('v/a', { verdict, reason: 'network', level: 'SHOULD' })], { strict: true }),
    ).toBe('incomplete');
  });
}

test('a hazardous requirement that is held back does not make a run incomplete, one without an answer does', () => {
  expect(outcome([erased, requirement('v/a', { verdict: 'not-run', reason: 'held-back', hazardous: true })])).toBe(
    'conformant',
  );
  expect(outcome([erased, requirement('v/a', { verdict: 'inconclusive', reason: 'timeout', hazardous: true })])).toBe(
    'incomplete',
  );
});

test('green cannot be reached by skipping', () => {
  expect(outcome([])).toBe('incomplete');
  expect(outcome([requirement('v/a', { verdict: 'not-applicable', reason: 'declared' })])).toBe('incomplete');
  expect(outcome([requirement('v/a')])).toBe('incomplete');
  expect(outcome([erased, requirement('v/a')], {}, ['v/erased', 'v/a', 'v/b'])).toBe('incomplete');
  expect(outcome([erased, requirement('v/a')], {}, ['v/erased'])).toBe('incomplete');
});

test('erasure must be judged for every vendor', () => {
  expect(outcome([erased, requirement('w/a')])).toBe('incomplete');
  expect(outcome([erased, requirement('w/a'), requirement('w/e', { area: 'erasure' })])).toBe('conformant');
});

test('--accept-unproven-erasure forgives only the reasons that it names', () => {
  const accept = { acceptUnprovenErasure: true };
  for (const reason of ['unobservable', 'stateless', 'pending'] as const)
    expect(
      outcome([requirement('v/e', { area: 'erasure', verdict: 'inconclusive', reason }), requirement('v/a')], accept),
    ).toBe('conformant');
  for (const reason of ['network', 'rate-limited', 'setup', 'no-user', 'timeout'] as const)
    expect(outcome([erased, requirement('v/a', { verdict: 'inconclusive', reason })], accept)).toBe('incomplete');
});

test('a selection without any erasure requirement is complete only where the operator says so', () => {
  expect(outcome([requirement('v/a')], { partial: true })).toBe('conformant');
  const unproven = requirement('v/e', { area: 'erasure', verdict: 'not-applicable', reason: 'declared' });
  expect(outcome([requirement('v/a'), unproven], { partial: true })).toBe('incomplete');
});

test('makesIncomplete names the requirements that a pipeline must see', () => {
  expect(makesIncomplete(requirement('v/a', { verdict: 'not-run', reason: 'no-user' }), OPTIONS)).toBe(true);
  expect(makesIncomplete(requirement('v/a', { verdict: 'fail' }), OPTIONS)).toBe(false);
});

test('as many requirements as were asked for are not enough: it must be those', () => {
  expect(outcome([erased, requirement('v/a')], {}, ['v/erased', 'v/b'])).toBe('incomplete');
});

test('a MAY that was not judged never makes a run incomplete, strict or not', () => {
  const unseen = requirement('v/a', { verdict: 'inconclusive', reason: 'network', level: 'MAY' });
  expect(outcome([erased, unseen])).toBe('conformant');
  expect(outcome([erased, unseen], { strict: true })).toBe('conformant');
});

test('erasure that failed or warned was judged, also where the failure is known', () => {
  const knownFailure = { reason: 'r', link: 'l', expires: '2027-01-01' };
  expect(outcome([requirement('v/e', { area: 'erasure', verdict: 'fail', knownFailure })])).toBe('conformant');
  expect(outcome([requirement('v/e', { area: 'erasure', verdict: 'warn', level: 'SHOULD' })])).toBe('conformant');
});

test('something must have been executed, whatever the operator accepts', () => {
  const declared = requirement('v/a', { verdict: 'not-applicable', reason: 'declared' });
  const unproven = requirement('v/e', { area: 'erasure', verdict: 'inconclusive', reason: 'pending' });
  expect(outcome([declared], { partial: true })).toBe('incomplete');
  expect(outcome([declared, unproven], { acceptUnprovenErasure: true })).toBe('incomplete');
  expect(outcome([requirement('v/a', { verdict: 'info', level: 'MAY' })], { partial: true })).toBe('conformant');
});

test('what a gateway answered instead of the API makes no run incomplete; a 502 does', () => {
  const blocked = requirement('v/a', { verdict: 'inconclusive', reason: 'gateway' });
  expect(outcome([erased, blocked])).toBe('incomplete');
  expect(outcome([erased, { ...blocked, excused: true }])).toBe('conformant');
  expect(outcome([{ ...blocked, area: 'erasure', excused: true }])).toBe('incomplete');
});
