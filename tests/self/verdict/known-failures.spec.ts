import { expect, test } from '@playwright/test';
import { applyKnownFailures, knownFailureOf, names, type KnownFailure } from '../../../src/verdict/known-failures.ts';
import type { RequirementResult } from '../../../src/verdict/results.ts';
import { outcomeOf } from '../../../src/verdict/outcome.ts';
import { requirement } from '../reporters/sample-results.ts';

const OPTIONS = { strict: false, acceptUnprovenErasure: false, allowHazardous: false, partial: false };
const AT = '2026-06-15T23:59:59.999Z';

const entry = (id: string, more: Partial<KnownFailure> = {}): KnownFailure => ({
  requirement: id,
  reason: 'r',
  link: 'l',
  expires: '2026-12-31',
  ...more,
});
const oneRequirement = (id: string, verdict: RequirementResult['verdict'], more: Partial<RequirementResult> = {}) =>
  requirement({ id, verdict, ...more });

/** What a list makes of some requirements: the state of each entry, the ids that are marked, and the outcome. */
function told(rows: readonly RequirementResult[], entries: readonly KnownFailure[], options = OPTIONS) {
  const { requirements, knownFailures } = applyKnownFailures(rows, entries, { options, at: AT });
  const marked = requirements.filter(({ knownFailure }) => knownFailure).map(({ id }) => id);
  const required = rows.map(({ id }) => id);
  return {
    states: knownFailures.map(({ state }) => state),
    marked,
    outcome: outcomeOf(requirements, required, options),
  };
}

const good = oneRequirement('v/good', 'pass');

test('listed and failing is known, and does not gate', () => {
  const requirements = [good, oneRequirement('v/a', 'fail')];
  expect(told(requirements, [entry('v/a')])).toEqual({ states: ['failing'], marked: ['v/a'], outcome: 'conformant' });
  expect(told(requirements, [])).toEqual({ states: [], marked: [], outcome: 'nonconformant' });
});

test('a warn is known as well, so that a strict run does not gate on it', () => {
  const strict = { ...OPTIONS, strict: true };
  const requirements = [good, oneRequirement('v/a', 'warn', { level: 'SHOULD' })];
  expect(told(requirements, [], strict).outcome).toBe('nonconformant');
  expect(told(requirements, [entry('v/a')], strict)).toMatchObject({ states: ['failing'], outcome: 'conformant' });
});

test('listed and passing gates', () => {
  expect(told([good, oneRequirement('v/a', 'pass')], [entry('v/a')])).toEqual({
    states: ['passing'],
    marked: ['v/a'],
    outcome: 'nonconformant',
  });
});

test('a glob gates only when none of its matches fails', () => {
  const one = [good, oneRequirement('v/a-1', 'fail'), oneRequirement('v/a-2', 'pass')];
  expect(told(one, [entry('v/a-*')])).toEqual({ states: ['failing'], marked: ['v/a-1'], outcome: 'conformant' });
  const none = [good, oneRequirement('v/a-1', 'pass'), oneRequirement('v/a-2', 'pass')];
  expect(told(none, [entry('v/a-*')])).toMatchObject({ states: ['passing'], marked: ['v/a-1', 'v/a-2'] });
});

test('what was not judged may be the failure, so nothing is said against the entry; optional requirements do not count', () => {
  const open = oneRequirement('v/a-1', 'inconclusive', { reason: 'network' });
  const requirements = [good, open, oneRequirement('v/a-2', 'pass')];
  expect(told(requirements, [entry('v/a-*')])).toEqual({ states: ['open'], marked: [], outcome: 'incomplete' });
  expect(told([good, open], [entry('v/a-1')])).toEqual({ states: ['open'], marked: [], outcome: 'incomplete' });
  const broken = [good, oneRequirement('v/a-1', 'error', { reason: 'suite' }), oneRequirement('v/a-2', 'pass')];
  expect(told(broken, [entry('v/a-*')])).toEqual({ states: ['open'], marked: [], outcome: 'invalid' });
  const optional = oneRequirement('v/a-1', 'not-run', { reason: 'no-second-tenant', optional: true });
  expect(told([good, optional, oneRequirement('v/a-2', 'pass')], [entry('v/a-*')]).states).toEqual(['passing']);
  const observed = oneRequirement('v/a', 'info', { level: 'MAY' });
  expect(told([good, observed], [entry('v/a')])).toEqual({ states: ['open'], marked: [], outcome: 'conformant' });
});

test('an entry counts through its last day, and is absent after it', () => {
  const requirements = [good, oneRequirement('v/a', 'fail')];
  expect(told(requirements, [entry('v/a', { expires: '2026-06-15' })]).states).toEqual(['failing']);
  expect(told(requirements, [entry('v/a', { expires: '2026-06-14' })])).toEqual({
    states: ['expired'],
    marked: [],
    outcome: 'nonconformant',
  });
  expect(told([good, oneRequirement('v/a', 'pass')], [entry('v/a', { expires: '2026-06-14' })]).outcome).toBe(
    'conformant',
  );
});

test('an entry outside the selection is ignored', () => {
  expect(told([good], [entry('v/a'), entry('w/*')])).toEqual({
    states: ['unselected', 'unselected'],
    marked: [],
    outcome: 'conformant',
  });
});

test('the entry that names the id itself is the one shown', () => {
  const rows = [oneRequirement('v/a', 'fail')];
  const entries = [entry('v/*', { reason: 'glob' }), entry('v/a', { reason: 'exact' })];
  const { requirements } = applyKnownFailures(rows, entries, { options: OPTIONS, at: AT });
  expect(requirements[0]?.knownFailure).toEqual({ reason: 'exact', link: 'l', expires: '2026-12-31' });
});

test('while a run is under way only what fails is known', () => {
  expect(knownFailureOf({ id: 'v/a', verdict: 'fail' }, [entry('v/*')], AT)).toMatchObject({ reason: 'r' });
  expect(knownFailureOf({ id: 'v/a', verdict: 'pass' }, [entry('v/*')], AT)).toBeNull();
  expect(knownFailureOf({ id: 'v/a', verdict: 'fail' }, [entry('v/a', { expires: '2020-01-01' })], AT)).toBeNull();
});

test('a star stands for any characters, everything else for itself', () => {
  expect(names({ requirement: 'v/a*b' }, 'v/a-very-long-b')).toBe(true);
  expect(names({ requirement: '*' }, 'v/a')).toBe(true);
  expect(names({ requirement: 'v/*b' }, 'v/a\nb')).toBe(true);
  expect(names({ requirement: 'v/a' }, 'v/ab')).toBe(false);
  expect(names({ requirement: 'v/.*' }, 'v/ab')).toBe(false);
});
