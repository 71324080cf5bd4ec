import { readFileSync } from 'node:fs';
import { test, expect } from '@playwright/test';
import { validateXML } from 'xmllint-wasm';
import { renderJunit } from '../../../reporters/render/junit.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { readXml } from './strict-readers.ts';
import { HOSTILE, hostileResults, requirement, sampleResults } from './sample-results.ts';

const XSD = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');

async function errorsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [XSD] });
  return errors.map(({ message }) => message);
}

/** What CI is told of one requirement: the name of the element beside system-out. */
function told(changes: Partial<RequirementResult>, options: Partial<Results['options']> = {}): string {
  const results = sampleResults({ outcome: 'conformant', requirements: [requirement(changes)] });
  const xml = renderJunit({ ...results, options: { ...results.options, ...options } });
  return /<(failure|error|skipped) /.exec(xml)?.[1] ?? 'pass';
}

test('the sample is valid, with one testcase per requirement and one testsuite per vendor and area', async () => {
  const xml = renderJunit(sampleResults());
  expect(await errorsOf(xml)).toEqual([]);
  expect(xml.match(/<testcase /g)).toHaveLength(8);
  expect([...xml.matchAll(/<testsuite name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
    'knot.input',
    'knot.credentials',
    'knot.erasure',
    'knot.isolation',
  ]);
  expect(xml).toMatch(/<testsuites [^>]*tests="8" failures="1" errors="1"/);
  expect(xml).toContain('classname="knot.input.MUST"');
});

test('hostile text stays text, and valid', async () => {
  const xml = renderJunit(hostileResults());
  expect(await errorsOf(xml)).toEqual([]);
  expect(xml).not.toContain('<script');
  expect(readXml(xml).text).toContain('<script>alert(1)</script>');
  expect(HOSTILE).toContain('\x1b');
  // Legal in XML 1.0: tab, line feed, carriage return and whatever is no control, surrogate or noncharacter.
  expect(xml).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u);
});

test('a fail is a failure, an error an error', () => {
  expect(told({ verdict: 'fail' })).toBe('failure');
  expect(told({ verdict: 'error', reason: 'suite' })).toBe('error');
});

test('whatever makes the run incomplete is an error, because CI shows skipped as green', () => {
  const open = { verdict: 'not-run', reason: 'no-user' } as const;
  expect(told(open)).toBe('error');
  expect(told({ ...open, optional: true })).toBe('skipped');
  expect(told({ ...open, level: 'SHOULD' })).toBe('skipped');
  expect(told({ ...open, level: 'SHOULD' }, { strict: true })).toBe('error');
  const stateless = { verdict: 'inconclusive', reason: 'stateless' } as const;
  expect(told(stateless)).toBe('error');
  expect(told(stateless, { acceptUnprovenErasure: true })).toBe('skipped');
});

test('not-applicable is skipped; warn and info pass, but a strict run fails on a warn', () => {
  expect(told({ verdict: 'not-applicable', reason: 'declared' })).toBe('skipped');
  expect(told({ verdict: 'info', level: 'MAY' })).toBe('pass');
  expect(told({ verdict: 'warn', level: 'SHOULD' })).toBe('pass');
  expect(told({ verdict: 'warn', level: 'SHOULD' }, { strict: true })).toBe('failure');
});

test('a known failure is skipped while it fails, and a failure once it passes', () => {
  const knownFailure = { reason: 'ticket', link: 'https://example.com/1', expires: '2026-12-31' };
  expect(told({ verdict: 'fail', knownFailure })).toBe('skipped');
  expect(told({ verdict: 'pass', knownFailure })).toBe('failure');
  const strict = { strict: true };
  expect(told({ verdict: 'warn', level: 'SHOULD', knownFailure }, strict)).toBe('skipped');
  const xml = renderJunit(sampleResults({ requirements: [requirement({ verdict: 'fail', knownFailure })] }));
  expect(xml).toContain('<skipped type="known-failure" message="known failure: does not gate: ');
  expect(xml).toContain('Known: ticket https://example.com/1 (until 2026-12-31)');
});

test('where no requirement is red and the run is not green, a testcase of its own says why', async () => {
  const requirements = [requirement()];
  const green = { requirements, outcome: 'conformant' } as const;
  expect(renderJunit(sampleResults(green))).not.toContain('name="run"');
  for (const [changes, says] of [
    [{ outcome: 'incomplete', headline: 'Incomplete: Shard 2 is missing.' }, 'Shard 2 is missing.'],
    [{ outcome: 'invalid', headline: 'Invalid: the suite itself failed: x' }, 'the suite itself failed: x'],
    [{ ...green, partial: { selection: 'a' } }, 'Add --partial'],
    [{ outcome: 'incomplete', requirements: [] }, 'too little was judged'],
  ] as const) {
    const xml = renderJunit(sampleResults({ requirements, ...(changes as Partial<Results>) }));
    expect(await errorsOf(xml)).toEqual([]);
    expect(xml).toMatch(/<testsuites [^>]*failures="0" errors="1"/);
    expect(/<testsuite name="run"[^]*<error type="\w+" message="([^"]*)"/.exec(xml)?.[1]).toContain(says);
  }
  const accepted = { ...sampleResults().options, partial: true };
  expect(renderJunit(sampleResults({ ...green, partial: { selection: 'a' }, options: accepted }))).not.toContain(
    '"run"',
  );
});

test('an unknown verdict is an error', () => {
  expect(told({ verdict: 'green' as never })).toBe('error');
});
