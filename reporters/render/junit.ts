/** `junit.xml`, after the JUnit schema of the Jenkins xunit plugin. */

import { create } from 'xmlbuilder2';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import { makesIncomplete } from '../../src/verdict/outcome.ts';
import { oneLine, visible } from './hostile.ts';
import { OUTCOME_TEXT, REASON_TEXT, UNACCEPTED_TEXT } from './text.ts';
import { byArea, knownBecause, knownText, outcomeOf, selectionUnaccepted, verdictOf } from './view.ts';

/** What a CI system is told; `null` is a passing testcase. */
type Told = 'failure' | 'error' | 'skipped' | null;

/**
 * One testcase per requirement, one testsuite per vendor and area. CI shows skipped as green, so whatever makes the
 * run incomplete is an `error`; a red testcase and a red exit code always come together: where no requirement is red
 * and the run is not green, a testcase of its own says why.
 */
export function renderJunit(results: Results): string {
  const sums = totals(results.requirements, results);
  const why = sums.failures + sums.errors === 0 ? runError(results) : null;
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: oneLine(results.suite.name),
    ...(why === null ? sums : { ...sums, tests: sums.tests + 1, errors: 1 }),
    time: seconds(results.requirements),
  });
  for (const { vendor, area, requirements } of byArea(results.requirements)) {
    const suite = root.ele('testsuite', {
      name: oneLine(`${vendor}.${area}`),
      ...totals(requirements, results),
      skipped: count(requirements, results, 'skipped'),
      time: seconds(requirements),
      timestamp: oneLine(results.startedAt),
    });
    for (const requirement of requirements) addCase(suite, requirement, results);
  }
  if (why !== null) addRun(root, why, results);
  return `${root.end({ prettyPrint: true })}\n`;
}

/** Why the run as a whole is not green; null where it is. */
function runError(results: Results): string | null {
  if (selectionUnaccepted(results)) return `${results.headline} ${UNACCEPTED_TEXT}`;
  return outcomeOf(results) === 'conformant' ? null : `${results.headline} ${OUTCOME_TEXT[outcomeOf(results)]}`;
}

function addRun(root: ReturnType<typeof create>, why: string, results: Results): void {
  const sums = { tests: 1, failures: 0, errors: 1, skipped: 0, time: '0.000' };
  const suite = root.ele('testsuite', { name: 'run', ...sums, timestamp: oneLine(results.startedAt) });
  const testcase = suite.ele('testcase', { name: 'the run as a whole', classname: 'run', time: '0.000' });
  const type = selectionUnaccepted(results) ? 'partial' : outcomeOf(results);
  testcase.ele('error', { type, message: oneLine(why) }).txt(`\n${visible(why)}\n`);
}

function addCase(suite: ReturnType<typeof create>, requirement: RequirementResult, results: Results): void {
  const { id, vendor, area, level } = requirement;
  const testcase = suite.ele('testcase', {
    name: oneLine(id),
    classname: oneLine(`${vendor}.${area}.${level}`),
    time: seconds([requirement]),
  });
  const told = tell(requirement, results);
  if (told) {
    testcase
      .ele(told, {
        type: oneLine(requirement.knownFailure ? 'known-failure' : (requirement.reason ?? verdictOf(requirement))),
        message: headline(requirement),
      })
      .txt(`\n${body(requirement)}\n`);
  }
  testcase.ele('system-out').txt(`\n${about(requirement)}\n`);
}

function tell(requirement: RequirementResult, { options }: Results): Told {
  const verdict = verdictOf(requirement);
  if (verdict === 'error' || makesIncomplete(requirement, options)) return 'error';
  // A known failure does not gate while it fails, and does when it passes.
  if (requirement.knownFailure) return verdict === 'pass' ? 'failure' : 'skipped';
  if (verdict === 'fail' || (verdict === 'warn' && options.strict)) return 'failure';
  return quiet(verdict);
}

const quiet = (verdict: RequirementResult['verdict']): Told =>
  verdict === 'pass' || verdict === 'warn' || verdict === 'info' ? null : 'skipped';

function headline(requirement: RequirementResult): string {
  const { message, text, reason } = requirement;
  const why = message || (reason && REASON_TEXT[reason]) || text;
  return oneLine(`${knownText(requirement) || verdictOf(requirement)}: ${why}`);
}

function body(requirement: RequirementResult): string {
  const { text, expected, actual, source, try: hint } = requirement;
  const lines = [text, `Expected: ${expected}`, `Actual: ${actual}`, `Where: ${source}`, `Try: ${hint}`];
  const known = knownBecause(requirement);
  if (known) lines.push(`Known: ${known}`);
  return lines.map(visible).join('\n');
}

function about(requirement: RequirementResult): string {
  const { level, text, source, message, actual } = requirement;
  const lines = [`${verdictOf(requirement)} (${level}): ${text}`, `Source: ${source}`];
  if (message) lines.push(message);
  if (actual) lines.push(`Actual: ${actual}`);
  return lines.map(visible).join('\n');
}

const count = (requirements: readonly RequirementResult[], results: Results, told: Told): number =>
  requirements.filter((requirement) => tell(requirement, results) === told).length;

const totals = (requirements: readonly RequirementResult[], results: Results) => ({
  tests: requirements.length,
  failures: count(requirements, results, 'failure'),
  errors: count(requirements, results, 'error'),
});

/** Time spent in the recorded exchanges, in seconds. */
function seconds(requirements: readonly RequirementResult[]): string {
  const exchanges = requirements.flatMap(({ evidence }) => evidence);
  const ms = exchanges.reduce((sum, { response, error }) => sum + (response?.durationMs ?? error?.durationMs ?? 0), 0);
  return (ms / 1000).toFixed(3);
}
