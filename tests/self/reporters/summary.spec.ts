import { test, expect } from '@playwright/test';
import { markdown, renderSummary } from '../../../reporters/render/summary.ts';
import { SLOW } from '../part.ts';
import { HOSTILE, hostileResults, requirement, sampleResults } from './sample-results.ts';

test('says outcome, target, counts and what needs attention, most severe first', () => {
  const summary = renderSummary(sampleResults());
  expect(summary).toContain('## ✗ Deletion conformance: nonconformant');
  expect(summary).toContain('http\\:<!-- -->//127.0.0.1\\:4010');
  const rows = [...summary.matchAll(/^\| \S+ (\S+) (?:\([\w-]+\) )?\| \*\*([^*]+)\*\*/gm)].map(([, verdict, id]) => [
    verdict,
    id,
  ]);
  expect(rows).toEqual([
    ['fail', 'knot/unknown-user-is-refused'],
    ['inconclusive', 'knot/deleted-user-is-gone'],
    ['not-run', 'knot/other-tenant-keeps-its-user'],
    ['warn', 'knot/error-type'],
  ]);
});

test('hostile text opens no HTML, link, image, code, mention or table cell', () => {
  const summary = renderSummary(hostileResults()).replaceAll('<!-- -->', '');
  expect(summary).not.toMatch(/[<>]/);
  expect(summary).not.toMatch(/[^\\]\]\(|\b(?:https?|javascript):|[^\\]@/);
  const tables = summary.split('\n').filter((line) => line.startsWith('|'));
  const cells = (line: string) => line.replace(/\\./g, '').split('|').length;
  expect(new Set(tables.slice(0, 3).map(cells))).toEqual(new Set([11]));
  expect(new Set(tables.slice(3).map(cells))).toEqual(new Set([7]));
  expect(tables).toHaveLength(3 + 2 + 4);
});

test('escaping keeps one line and doubles every backslash before it escapes anything', () => {
  expect(markdown('a\\|b\n::error::')).toBe('a\\\\\\|b \\:\\:<!-- -->error\\:\\:');
  expect(markdown(HOSTILE)).not.toContain('\n');
});

test('a sandbox run says so', () => {
  const [target] = sampleResults().targets;
  expect(renderSummary(sampleResults({ targets: [{ ...target!, kind: 'sandbox' }] }))).toContain(
    'the embedded sandbox',
  );
});

test('many problems stay far below the limit of a job summary', SLOW, () => {
  const requirements = Array.from({ length: 3000 }, (_, n) =>
    requirement({ id: `knot/number-${n}`, verdict: 'fail', actual: `${n} ${HOSTILE.repeat(50)}` }),
  );
  const summary = renderSummary(sampleResults({ requirements }));
  expect(Buffer.byteLength(summary)).toBeLessThan(500_000);
  expect(summary).toContain('2900 more');
});

test('a known failure says so, with its link; a selection that nobody accepted says how to', () => {
  const knownFailure = { reason: 'Being rewritten.', link: 'https://example.com/1', expires: '2026-12-31' };
  const requirements = [requirement({ verdict: 'fail', knownFailure })];
  const summary = renderSummary(sampleResults({ outcome: 'conformant', requirements, partial: { selection: 'x' } }));
  expect(summary).toContain(
    'known failure\\: does not gate. Being rewritten. https\\:<!-- -->//example.com/1 (until 2026-12-31)',
  );
  expect(summary).toContain('(exit 3). Add --partial');
  const accepted = { ...sampleResults().options, partial: true };
  expect(renderSummary(sampleResults({ partial: { selection: 'x' }, options: accepted }))).not.toContain('exit 3');
});

test('an unknown verdict is an error', () => {
  const requirements = [requirement({ verdict: 'green' as never })];
  const summary = renderSummary(sampleResults({ outcome: 'conformant', requirements }));
  expect(summary).toContain('Deletion conformance: invalid');
  expect(summary).toContain('| ‼ error | **knot/existing-user-is-deleted**');
});
