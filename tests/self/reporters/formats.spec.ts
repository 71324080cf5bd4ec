import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { MANIFEST } from '../../../src/output/manifest.ts';
import { FORMAT_FILES, NO_FORMATS, REPORT_FILES, type Format } from '../../../src/output/report-files.ts';
import { parseFormats } from '../../../src/session/parse-formats.ts';
import { parseRunOptions } from '../../../src/session/parse-options.ts';
import { renderFormats } from '../../../reporters/render/formats.ts';
import { writeReport } from '../../../reporters/write.ts';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { FORMAT_ERRORS } from './format-schemas.ts';
import { fullResults } from './planted.ts';
import { exchange, hostileResults, requirement, sampleResults } from './sample-results.ts';

const ALL = parseFormats({ format: 'sarif,ctrf,har', sarifLocation: 'src/users.ts:42' });

function rendered(results: Results, format: Format, sarifLocation?: string): unknown {
  const asked = parseFormats({ format, ...(sarifLocation ? { sarifLocation } : {}) });
  return JSON.parse(renderFormats(results, asked)[0]?.[1] ?? '');
}

for (const [name, results] of [
  ['of the sample', sampleResults()],
  ['with everything that can be said', fullResults()],
  ['with hostile text in every field', hostileResults()],
  ['without a requirement', sampleResults({ requirements: [] })],
] as const) {
  test(`each format ${name} conforms to its published schema`, () => {
    for (const [file, content] of renderFormats(results, ALL)) {
      expect(FORMAT_ERRORS[file]?.(JSON.parse(content)), file).toEqual([]);
      expect(content, file).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/);
    }
  });
}

test('the schemas refuse what is not of the format', () => {
  for (const errors of Object.values(FORMAT_ERRORS)) expect(errors({ log: {}, runs: [] })).not.toEqual([]);
});

interface Sarif {
  runs: [
    {
      tool: { driver: { rules: { id: string; defaultConfiguration: { level: string } }[] } };
      invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: { message: { text: string } }[] }];
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: unknown[];
        suppressions?: { justification: string }[];
      }[];
    },
  ];
}

const sarifOf = (results: Results, location?: string) => rendered(results, 'sarif', location) as Sarif;

test('SARIF has a rule for each requirement, and a result for each violation alone', () => {
  const [run] = sarifOf(fullResults()).runs;
  const { requirements } = fullResults();
  expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(requirements.map(({ id }) => id));
  const violated = requirements.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  expect(run.results.map(({ ruleId }) => ruleId)).toEqual(violated.map(({ id }) => id));
  for (const { ruleId, ruleIndex, level } of run.results) {
    expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(level).toBe(violated.find(({ id }) => id === ruleId)?.verdict === 'fail' ? 'error' : 'warning');
  }
  const known = run.results.find(({ ruleId }) => ruleId === 'knot/known');
  expect(known?.suppressions?.[0]?.justification).toContain('Being rewritten.');
  const [{ toolExecutionNotifications: open }] = run.invocations;
  expect(open.map(({ message }) => message.text).join('\n')).toContain('error: knot/broken');
});

test('SARIF has a location only where one is given, and its messages hold no link and no placeholder', () => {
  const failing = sampleResults({
    requirements: [requirement({ verdict: 'fail', message: '[press](https://evil.example) {0}' })],
  });
  const [without] = sarifOf(failing).runs;
  expect(without.results[0]?.locations).toEqual([]);
  expect(without.results[0]?.message.text).toContain('[press] (https://evil.example) {{0}}');
  const [located] = sarifOf(failing, 'src/my users.ts:42').runs;
  expect(located.results[0]?.locations).toEqual([
    { physicalLocation: { artifactLocation: { uri: 'src/my%20users.ts' }, region: { startLine: 42 } } },
  ]);
});

interface Ctrf {
  results: { summary: { tests: number; failed: number }; tests: { name: string; status: string }[] };
}

const ctrfOf = (results: Results) => rendered(results, 'ctrf') as Ctrf;

test('CTRF is red where the run is: what makes it incomplete fails, and a run that is red as a whole says so', () => {
  const status = (changes: Partial<RequirementResult>) =>
    ctrfOf(sampleResults({ outcome: 'conformant', requirements: [requirement(changes)] })).results.tests[0]?.status;
  expect(status({})).toBe('passed');
  expect(status({ verdict: 'fail' })).toBe('failed');
  expect(status({ verdict: 'error', reason: 'suite' })).toBe('failed');
  expect(status({ verdict: 'not-run', reason: 'no-user' })).toBe('failed');
  expect(status({ verdict: 'not-run', reason: 'held-back' })).toBe('skipped');
  expect(status({ verdict: 'not-applicable', reason: 'declared' })).toBe('skipped');
  const { summary, tests } = ctrfOf(sampleResults({ outcome: 'incomplete', requirements: [requirement()] })).results;
  expect(summary).toMatchObject({ tests: 2, failed: 1 });
  expect(tests[1]).toMatchObject({ name: 'the run as a whole', status: 'failed' });
});

interface Har {
  log: {
    pages: { id: string; title: string }[];
    entries: {
      pageref: string;
      startedDateTime: string;
      request: { url: string; postData?: { text: string } };
      response: { status: number; content: { text?: string }; _error?: string };
    }[];
  };
}

test('HAR has every exchange of the report in the order of time, with its requirement as the page', () => {
  const late = exchange({ at: '2026-01-31T10:00:09.000Z' });
  const { response: _, ...unanswered } = exchange({ at: '2026-01-31T10:00:02.000Z' });
  const failed = { ...unanswered, error: { kind: 'reset', message: 'socket hang up', durationMs: 3 } } as const;
  const { pages, entries } = (
    rendered(
      sampleResults({
        requirements: [
          requirement({ evidence: [late] }),
          requirement({ id: 'knot/other', verdict: 'inconclusive', evidence: [failed] }),
          requirement({ id: 'knot/none', evidence: [] }),
        ],
      }),
      'har',
    ) as Har
  ).log;
  expect(pages.map(({ title }) => title)).toEqual(['knot/existing-user-is-deleted: pass', 'knot/other: inconclusive']);
  expect(entries.map(({ pageref }) => pages.find(({ id }) => id === pageref)?.title)).toEqual([
    'knot/other: inconclusive',
    'knot/existing-user-is-deleted: pass',
  ]);
  expect(entries[0]?.response).toMatchObject({ status: 0, _error: 'reset: socket hang up' });
  expect(entries[1]).toMatchObject({
    request: { url: late.request.url, postData: { text: late.request.body } },
    response: { status: 200, content: { text: '{"message":"Success"}' } },
  });
});

test.describe('in the folder of the report', () => {
  let dir: string;
  test.beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'formats-'))));
  test.afterEach(() => rm(dir, { recursive: true }));

  test('stand before results.json, are listed, and go when a later run is not asked for them', async () => {
    const names = await writeReport(dir, sampleResults(), ALL);
    expect(names).toEqual([...Object.values(FORMAT_FILES), ...REPORT_FILES]);
    expect(await readFile(join(dir, MANIFEST), 'utf8')).toContain('"evidence.har"');
    await writeReport(dir, sampleResults(), { ...NO_FORMATS, formats: ['ctrf'] });
    expect((await readdir(dir)).sort()).toEqual([MANIFEST, FORMAT_FILES.ctrf, ...REPORT_FILES].sort());
  });

  test('a foreign file of such a name is refused where it would be replaced, and left alone else', async () => {
    await writeFile(join(dir, 'ctrf.json'), '{"mine":true}');
    await writeReport(dir, sampleResults());
    expect(await readFile(join(dir, 'ctrf.json'), 'utf8')).toBe('{"mine":true}');
    await expect(writeReport(dir, sampleResults(), ALL)).rejects.toThrow(/not its own: ".*ctrf\.json"/);
    expect(await readFile(join(dir, 'ctrf.json'), 'utf8')).toBe('{"mine":true}');
  });
});

for (const [given, sentence] of [
  ['--format junit5', /--format takes sarif, ctrf, har, separated by commas, not "junit5"/],
  ['--format sarf', /not "sarf"; did you mean "sarif"|not "sarf".*sarif/],
  ['--format sarif,', /--format takes .* not ""/],
  ['--sarif-location src/a.ts', /--sarif-location is of SARIF alone/],
  ['--format sarif --sarif-location /etc/passwd', /--sarif-location takes a file of the repository/],
  ['--format sarif --sarif-location ../a.ts', /--sarif-location takes/],
  ['--format sarif --sarif-location https://a.example/b', /--sarif-location takes/],
  ['--format sarif --sarif-location src/a.ts:0', /--sarif-location takes/],
  ['--format sarif --shard 1/2', /A shard writes no report: give --format to merge/],
] as const) {
  test(`${given} is refused in a sentence`, () => {
    expect(() => parseRunOptions(given)).toThrow(sentence);
  });
}

test('formats are taken in any order and once', () => {
  expect(parseRunOptions('--format har,sarif,har --sarif-location src/a.ts').formats).toEqual({
    formats: ['sarif', 'har'],
    sarifLocation: { file: 'src/a.ts', line: null },
  });
});
