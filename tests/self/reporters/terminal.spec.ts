import { test, expect } from '@playwright/test';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { hostileResults, requirement, sampleResults } from './sample-results.ts';

const PLAIN = { colour: false, reportDir: 'conformance-report' };

test('one block per requirement that needs attention, then counts, headline and files', () => {
  const text = renderTerminal(sampleResults(), PLAIN);
  const [fail] = text.split('\n\n').filter((block) => block.startsWith('✗ fail'));
  expect(fail?.split('\n')).toEqual([
    '✗ fail  knot/unknown-user-is-refused  MUST',
    '    The deletion of a user that does not exist is answered 400 with USER_NOT_FOUND.',
    '    Expected: status 400 (MUST); /error_code USER_NOT_FOUND (MUST)',
    '    Actual:   unknown external_user_id: status 200',
    '    Where:    Delete user and data, https://docs.knotapi.com/api-reference/users/delete-user-and-data',
    '    Try:      Look the user up before answering, and answer 400 with error_code USER_NOT_FOUND when there is none.',
    "    Again:    npm run conformance -- --vendor knot --grep '^knot/unknown-user-is-refused$' --seed 42 --partial",
    expect.stringMatching(/^ {4}curl -X POST .*\$KNOT_SECRET/),
  ]);
  expect(text).not.toContain('knot/existing-user-is-deleted');
  expect(text).not.toContain('knot/padded-id');
  expect(text.split('\n\n').at(-1)?.split('\n')).toEqual([
    '2 pass, 1 fail, 1 warn, 1 info, 1 not-applicable, 1 not-run, 1 inconclusive',
    'knot: one user was left dc-7f3a-9. npm run conformance -- cleanup',
    '✗ Nonconformant: 1 of 8 requirements fails.',
    'Report: conformance-report/index.html',
    expect.stringMatching(/^results\.json: sha256 [0-9a-f]{64}$/),
  ]);
});

test('what did not execute for the same reason shares one block', () => {
  const dead = {
    verdict: 'inconclusive',
    reason: 'network',
    message: 'connection refused',
    actual: 'connection refused',
  } as const;
  const requirements = Array.from({ length: 100 }, (_, n) => requirement({ id: `knot/number-${n}`, ...dead }));
  const text = renderTerminal(sampleResults({ requirements }), PLAIN);
  expect(text).toContain('? inconclusive  100 requirements (network)');
  expect(text.match(/connection refused/g)).toHaveLength(1);
  expect(text).toContain('Which:    all\n');
  requirements[0] = requirement({ id: 'knot/other', verdict: 'pass' });
  const most = renderTerminal(sampleResults({ requirements }), PLAIN);
  expect(most).toMatch(/Which: {4}knot\/number-1, .*knot\/number-10 and 89 more, in the report\n/);
  const few = requirements.slice(0, 20);
  const named = renderTerminal(sampleResults({ requirements: few }), PLAIN);
  for (const { id } of few.slice(1)) expect(named).toContain(id);
});

test('no control character of the content reaches the terminal, and no line begins with what a target said', () => {
  const text = renderTerminal(hostileResults(), PLAIN);
  expect(text).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toMatch(/##\w*\[/);
});

test('a known failure says so, why and until when; last, for it can wait', () => {
  const knownFailure = { reason: 'Being rewritten.', link: 'https://example.com/1', expires: '2026-12-31' };
  const failing = requirement({ id: 'knot/known', verdict: 'fail', knownFailure });
  const text = renderTerminal(sampleResults({ requirements: [failing, requirement({ verdict: 'fail' })] }), PLAIN);
  expect(text).toMatch(/^✗ fail {2}knot\/known {2}MUST {2}\(known failure: does not gate\)\n/);
  expect(text).toContain('    Known:    Being rewritten. https://example.com/1 (until 2026-12-31)\n    Expected:');
});

test('what passes although it is listed is told once for each entry, and gives nothing to try', () => {
  const knownFailure = { reason: 'Being rewritten.', link: 'https://example.com/1', expires: '2026-12-31' };
  const requirements = ['a', 'b'].map((slug) => requirement({ id: `knot/${slug}`, knownFailure }));
  expect(renderTerminal(sampleResults({ requirements }), PLAIN).split('\n\n')[0]?.split('\n')).toEqual([
    '✓ pass  2 requirements (listed as a known failure, but passes: remove it from the list)',
    '    Known:    Being rewritten. https://example.com/1 (until 2026-12-31)',
    '    Which:    knot/a, knot/b',
  ]);
});

test('colours only when asked', () => {
  expect(renderTerminal(sampleResults(), PLAIN)).not.toContain('\x1b');
  expect(renderTerminal(sampleResults(), { ...PLAIN, colour: true })).toContain('\x1b[31m✗ fail\x1b[39m');
});

test('users that are left are named in one line, five of them at most', () => {
  const left = Array.from({ length: 8 }, (_, n) => `u-${n}`);
  const cleanup = [{ vendor: 'knot', left, message: 'Left behind: 8 of the 9 users that the run created.' }];
  const lines = renderTerminal(sampleResults({ cleanup }), PLAIN).split('\n');
  expect(lines.filter((line) => line.includes('u-0'))).toEqual([
    'knot: Left behind: 8 of the 9 users that the run created. u-0, u-1, u-2, u-3, u-4 and 3 more. npm run conformance -- cleanup',
  ]);
});

test('the text ends without a blank line', () => {
  expect(renderTerminal(sampleResults(), PLAIN)).not.toMatch(/\n\s*$/);
});

test('an unknown verdict is an error', () => {
  const requirements = [requirement({ verdict: 'green' as never })];
  expect(renderTerminal(sampleResults({ requirements }), PLAIN)).toContain('‼ error  knot/existing-user-is-deleted');
});

test('a failure begins with what happened; the rule comes after it', () => {
  const happened = 'A request that must be refused deleted a user: a wrong secret.';
  const failing = requirement({ verdict: 'fail', message: happened });
  const lines = renderTerminal(sampleResults({ requirements: [failing] }), PLAIN).split('\n');
  expect(lines.slice(1, 3)).toEqual([`    ${happened}`, `    Rule:     ${failing.text}`]);
});
