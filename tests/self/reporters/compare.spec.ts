import { test, expect } from '@playwright/test';
import { compare } from '../../../reporters/compare/compare.ts';
import { compareHtml } from '../../../reporters/compare/html.ts';
import { compareText } from '../../../reporters/compare/text.ts';
import type { RequirementResult } from '../../../src/verdict/results.ts';
import { VERDICTS, type Verdict } from '../../../src/verdict/types.ts';
import { hostileResults, requirement, sampleResults } from './sample-results.ts';

const run = (verdicts: Record<string, Verdict>, changes: Partial<RequirementResult> = {}) =>
  sampleResults({
    outcome: Object.values(verdicts).includes('fail') ? 'nonconformant' : 'conformant',
    requirements: Object.entries(verdicts).map(([slug, verdict]) =>
      requirement({ id: `knot/${slug}`, verdict, ...changes }),
    ),
  });

test('sorts every requirement into one list', () => {
  const before = run({ same: 'pass', breaks: 'pass', heals: 'fail', fades: 'pass', went: 'pass' });
  const after = run({ same: 'pass', breaks: 'fail', heals: 'pass', fades: 'info', came: 'pass' });
  const { changes } = compare(before, after);
  const ids = Object.fromEntries(Object.entries(changes).map(([kind, list]) => [kind, list.map(({ id }) => id)]));
  expect(ids).toEqual({
    failing: ['knot/breaks'],
    passing: ['knot/heals'],
    changed: ['knot/fades'],
    added: ['knot/came'],
    removed: ['knot/went'],
    unchanged: ['knot/same'],
  });
});

/** Verdicts that are worse than the one before; every other pair is not. */
const WORSE: Partial<Record<Verdict, readonly Verdict[]>> = {
  pass: ['fail', 'warn', 'not-run', 'inconclusive', 'error'],
  info: ['fail', 'warn', 'not-run', 'inconclusive', 'error'],
  'not-observed': ['fail', 'warn', 'error'],
  'not-applicable': ['fail', 'warn', 'error'],
  warn: ['fail', 'not-run', 'inconclusive', 'error'],
  'not-run': ['fail', 'error'],
  inconclusive: ['fail', 'error'],
};

test('what got worse: a new failure, a new warning, or what is not judged any more', () => {
  for (const was of VERDICTS) {
    for (const now of VERDICTS) {
      // The outcome is held still, so that the verdict alone decides.
      const { worse } = compare(
        { ...run({ one: was }), outcome: 'conformant' },
        { ...run({ one: now }), outcome: 'conformant' },
      );
      expect(worse, `${was}, then ${now}`).toBe(WORSE[was]?.includes(now) ?? false);
    }
  }
});

test('a worse outcome is worse although no requirement is', () => {
  const after = { ...run({ one: 'pass' }), outcome: 'incomplete' as const };
  const comparison = compare(run({ one: 'pass' }), after);
  expect(comparison.worse).toBe(true);
  expect(compareText(comparison)).toContain('the outcome went from conformant to incomplete');
  expect(compare(after, run({ one: 'pass' })).worse).toBe(false);
});

test('leaving a requirement out is worse, unless the later run argues it', () => {
  const before = run({ one: 'pass', two: 'pass' });
  expect(compare(before, run({ one: 'pass' })).worse).toBe(true);
  const argued = {
    id: 'knot/two',
    vendor: 'knot',
    level: 'MUST' as const,
    text: '',
    source: '',
    reason: 'Untestable.',
  };
  expect(compare(before, { ...run({ one: 'pass' }), excluded: [argued] }).worse).toBe(false);
});

test('a requirement that demands something else is changed, with the same verdict', () => {
  const { changes, worse } = compare(run({ one: 'pass' }), run({ one: 'pass' }, { level: 'SHOULD' }));
  expect(changes.changed.map(({ id }) => id)).toEqual(['knot/one']);
  expect(worse).toBe(false);
});

test('the text gives answer, lists and counts, and names what else differs', () => {
  const before = run({ breaks: 'pass', heals: 'fail', same: 'pass' });
  const after = run({ breaks: 'fail', heals: 'pass', same: 'pass' }, { actual: 'unknown id: status 200' });
  const text = compareText(compare(before, { ...after, suite: { ...after.suite, version: '0.2.0' } }));
  expect(text).toMatch(/^Worse: 1 requirement got worse\./);
  expect(text).toContain('Newly failing (1)\n  ✗ knot/breaks  was pass, now fail\n      unknown id: status 200');
  expect(text).toContain('Newly passing (1)\n    knot/heals  was fail, now pass');
  expect(text).toContain('suite version: 0.1.0, then 0.2.0');
  expect(text).toContain('newly failing 1, newly passing 1, changed 0, added 0, removed 0, unchanged 1');
});

test('hostile text reaches neither terminal nor CI', () => {
  const text = compareText(compare(sampleResults({ requirements: [] }), hostileResults()));
  expect(text).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f]|^\s*::|##(vso)?\[/m);
});

test('the same two runs give the same bytes', () => {
  const page = () => compareHtml(compare(sampleResults(), run({ one: 'fail' })));
  expect(page()).toBe(page());
});
