import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderJunit } from '../../../reporters/render/junit.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { rerunLine } from '../../../src/results/rerun.ts';
import { lastFailed } from '../../../src/session/last-failed.ts';
import { judgingOptions } from '../../../src/session/options.ts';
import { runOptions, type GivenOptions } from '../../../src/session/parse-options.ts';
import { requirement, sampleResults } from './sample-results.ts';

// Each violation names the command that judges it again, and the script that shows it.

const FAILED = requirement({
  verdict: 'fail',
  message: 'A request with a wrong secret deleted a user.',
  reproduce: { script: 'set -u\nsend one', answers: [{ label: 'look naming USER_1', status: '404' }] },
});
const GIVEN = { vendor: [], report: 'report' } as unknown as GivenOptions;
const LINE = "npm run conformance -- --vendor knot --grep '^knot/existing-user-is-deleted$' --seed 42 --partial";

test('page, terminal and JUnit give the line that judges a failure again', () => {
  const results = sampleResults({ requirements: [FAILED] });
  const line = rerunLine(FAILED, results);
  expect(line.replace('--sandbox ', '')).toBe(LINE);
  expect(renderTerminal(results, { colour: false, reportDir: 'report' })).toContain(line);
  expect(renderJunit(results)).toContain(`Again: ${line.replaceAll("'", '&#39;')}`);
  const page = renderHtml(results);
  expect(page).toContain(line.replaceAll("'", '&#39;'));
  expect(page).toContain('set -u\nsend one');
  expect(page).toContain('404 look naming USER_1');
});

test('where no script can show a failure again, the page says why', () => {
  const { reproduce: _, ...without } = FAILED;
  const why = 'No script shows this again:';
  expect(renderHtml(sampleResults({ requirements: [without] }))).toContain(why);
  expect(renderHtml(sampleResults({ requirements: [FAILED] }))).not.toContain(why);
});

test('what is judged from a whole run is judged again by a whole run', () => {
  const line = rerunLine(requirement({ check: 'stays-gone' }), sampleResults());
  expect(line).toContain('--vendor knot --seed 42');
  expect(line).not.toContain('--grep');
});

test('the line repeats the options that decide what is sent and how long it is watched', () => {
  const sample = sampleResults();
  const options = { ...sample.options, allowHazardous: true, lingerMs: 30_000 };
  expect(rerunLine(FAILED, { ...sample, options })).toMatch(/ --partial --allow-hazardous --linger 30s$/);
  expect(judgingOptions(runOptions({ ...GIVEN, linger: '30s' }))).toMatchObject({ lingerMs: 30_000 });
  expect(judgingOptions(runOptions(GIVEN))).not.toHaveProperty('lingerMs');
});

test('an id that is none never becomes part of a command', () => {
  expect(rerunLine(requirement({ id: "knot/x'; rm -rf ~; '" }), sampleResults())).toBe('');
});

test('--last-failed selects what was not green, with its seed', ({}, testInfo) => {
  const file = testInfo.outputPath('results.json');
  const green = requirement({ id: 'knot/green' });
  const open = requirement({ id: 'knot/open', verdict: 'not-run', reason: 'no-user' });
  writeFileSync(file, JSON.stringify(sampleResults({ requirements: [green, FAILED, open] })));
  expect(lastFailed(file)).toEqual({ grep: '^(knot/existing-user-is-deleted|knot/open)$', seed: 42 });
  const given = { vendor: [], report: 'report', lastFailed: file } as unknown as GivenOptions;
  expect(runOptions(given)).toMatchObject({ seed: 42, grep: '^(knot/existing-user-is-deleted|knot/open)$' });
  expect(() => runOptions({ ...given, grep: 'x' })).toThrow('--last-failed and --grep');
  writeFileSync(file, JSON.stringify(sampleResults({ requirements: [green] })));
  expect(() => lastFailed(file)).toThrow('everything in it is green');
});
