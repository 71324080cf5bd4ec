import { test, expect } from '@playwright/test';
import { renderBadge } from '../../../reporters/render/badge.ts';
import { levelOf } from '../../../reporters/render/queries.ts';
import { mustsAmong, unjudgedMusts } from '../../../src/results/unjudged.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { requirement, sampleResults } from './sample-results.ts';

const badge = (changes: Partial<Results>): unknown =>
  JSON.parse(renderBadge(sampleResults({ outcome: 'conformant', requirements: [requirement()], ...changes })));

const sandbox = sampleResults().targets.map((target) => ({ ...target, kind: 'sandbox' as const }));
const accepting = { ...sampleResults().options, acceptUnprovenErasure: true };

test('follows the shields.io endpoint schema', () => {
  expect(badge({})).toEqual({
    schemaVersion: 1,
    label: 'deletion conformance',
    message: 'conformant',
    color: 'brightgreen',
  });
});

test('says that the sandbox was judged', () => {
  expect(badge({ targets: sandbox })).toMatchObject({ message: 'sandbox: conformant', color: 'blue' });
  expect(badge({ targets: sandbox, outcome: 'nonconformant' })).toMatchObject({ color: 'red' });
});

test('a selection, and erasure that was not proven, are never plain green', () => {
  expect(badge({ partial: { selection: 'unknown' } })).toMatchObject({
    message: 'conformant (partial)',
    color: 'blue',
  });
  const unproven = { verdict: 'inconclusive', reason: 'stateless' } as const;
  expect(badge({ options: accepting, requirements: [requirement(unproven)] })).toMatchObject({
    message: 'responses conform, erasure not judged',
    color: 'blue',
  });
  expect(badge({ options: accepting })).toMatchObject({ message: 'conformant', color: 'brightgreen' });
});

test('known failures are never plain green', () => {
  const knownFailure = { reason: 'r', link: 'l', expires: '2026-12-31' };
  expect(badge({ requirements: [requirement({ verdict: 'fail', knownFailure })] })).toMatchObject({
    message: 'conformant, 1 known failure',
    color: 'blue',
  });
});

test('an unknown outcome or verdict is invalid', () => {
  const invalid = { message: 'invalid', color: 'lightgrey' };
  expect(badge({ outcome: 'green' as never })).toMatchObject(invalid);
  expect(badge({ requirements: [requirement({ verdict: 'green' as never })] })).toMatchObject(invalid);
});

test('what was not judged is named, and never plain green', () => {
  const message = 'This needs a second tenant: set the KNOT_OTHER_… variables to its credentials.';
  const alone = requirement({ verdict: 'not-run', reason: 'no-second-tenant', optional: true, message });
  expect(badge({ requirements: [requirement(), alone] })).toMatchObject({
    message: 'conformant, not judged: tenant isolation',
    color: 'blue',
  });
  const heldBack = requirement({ verdict: 'not-run', reason: 'held-back', hazardous: true });
  expect(badge({ requirements: [requirement(), heldBack] })).toMatchObject({ color: 'blue' });
  expect(unjudgedMusts([alone, alone])).toEqual(['tenant isolation was not judged: 2 MUST, set KNOT_OTHER_…']);
  expect(mustsAmong([heldBack, { ...heldBack, level: 'SHOULD' }], 'held-back')).toBe(' (1 MUST)');
  const blocked = requirement({ verdict: 'inconclusive', reason: 'gateway', excused: true });
  expect(unjudgedMusts([blocked])).toEqual(['1 MUST not judged, for a gateway answered']);
  expect(unjudgedMusts([{ ...alone, level: 'SHOULD' }])).toEqual([]);
});

test('the level shown is that of the clause that broke', () => {
  expect(levelOf(requirement({ verdict: 'warn', level: 'MUST' }))).toBe('SHOULD');
  expect(levelOf(requirement({ verdict: 'fail', level: 'MUST' }))).toBe('MUST');
  expect(levelOf(requirement({ verdict: 'pass', level: 'MAY' }))).toBe('MAY');
});
