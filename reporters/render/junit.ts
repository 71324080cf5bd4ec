/** `junit.xml`, after the JUnit schema of the Jenkins xunit plugin. */

import { create } from 'xmlbuilder2';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import { makesIncomplete } from '../../src/verdict/outcome.ts';
import { oneLine, visible } from './hostile.ts';
import { REASON_TEXT } from './text.ts';
import { byArea, verdictOf } from './view.ts';

/** What a CI system is told; `null` is a passing testcase. */
type Told = 'failure' | 'error' | 'skipped' | null;

/**
 * One testcase per requirement, one testsuite per vendor and area. CI shows skipped as green, so whatever makes the
 * run incomplete is an `error`; a red testcase and a red exit code always come together, requirement by requirement.
 */
export function renderJunit(results: Results): string {
  const root = create({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: oneLine(results.suite.name),
    ...totals(results.requirements, results),
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
  return `${root.end({ prettyPrint: true })}\n`;
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
      .ele(told, { type: oneLine(requirement.reason ?? verdictOf(requirement)), message: headline(requirement) })
      .txt(`\n${body(requirement)}\n`);
  }
  testcase.ele('system-out').txt(`\n${about(requirement)}\n`);
}

function tell(requirement: RequirementResult, { options }: Results): Told {
  const verdict = verdictOf(requirement);
  if (verdict === 'error' || makesIncomplete(requirement, options)) return 'error';
  // A known failure does not gate while it fails, and does when it passes.
  if (requirement.knownFailure) return verdict === 'pass' ? 'failure' : verdict === 'fail' ? 'skipped' : quiet(verdict);
  if (verdict === 'fail' || (verdict === 'warn' && options.strict)) return 'failure';
  return quiet(verdict);
}

const quiet = (verdict: RequirementResult['verdict']): Told =>
  verdict === 'pass' || verdict === 'warn' || verdict === 'info' ? null : 'skipped';

function headline(requirement: RequirementResult): string {
  const { knownFailure, message, text, reason } = requirement;
  const why = message || (reason && REASON_TEXT[reason]) || text;
  return oneLine(`${knownFailure ? 'known failure' : verdictOf(requirement)}: ${why}`);
}

function body({ text, expected, actual, source, try: hint, knownFailure }: RequirementResult): string {
  const lines = [text, `Expected: ${expected}`, `Actual: ${actual}`, `Where: ${source}`, `Try: ${hint}`];
  if (knownFailure) lines.push(`Known: ${knownFailure.reason} ${knownFailure.link} (until ${knownFailure.expires})`);
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
