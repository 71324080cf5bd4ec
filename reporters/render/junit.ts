/** `junit.xml`, after the JUnit schema of the Jenkins xunit plugin. */

import { inWords } from './fact-words.ts';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import { makesIncomplete } from '../../src/verdict/outcome.ts';
import { rerunLine } from '../../src/results/rerun.ts';
import { oneLine } from './sanitize.ts';
import { REASON_TEXT, UNACCEPTED_TEXT } from './messages.ts';
import { outcomeText } from './outcome-text.ts';
import {
  byArea,
  isViolation,
  knownBecause,
  knownText,
  outcomeOf,
  selectionUnaccepted,
  levelOf,
  verdictOf,
} from './queries.ts';
import { element, xmlDocument, type Xml } from './xml.ts';

/** The element that a testcase holds; `null` is a passing one. */
type ChildElement = 'failure' | 'error' | 'skipped' | null;

/**
 * One testcase per requirement, one testsuite per vendor and area. CI shows skipped as green, so whatever makes the
 * run incomplete is an `error`; a red testcase and a red exit code always come together: where no requirement is red
 * and the run is not green, a testcase of its own states why.
 */
export function renderJunit(results: Results): string {
  const sums = totals(results.requirements, results);
  const why = sums.failures + sums.errors === 0 ? runError(results) : null;
  const root = {
    name: oneLine(results.suite.name),
    ...(why === null ? sums : { ...sums, tests: sums.tests + 1, errors: 1 }),
    time: seconds(results.requirements),
  };
  const suites = byArea(results.requirements).map(({ vendor, area, requirements }) =>
    element(
      'testsuite',
      {
        name: oneLine(`${vendor}.${area}`),
        ...totals(requirements, results),
        skipped: count(requirements, results, 'skipped'),
        time: seconds(requirements),
        timestamp: oneLine(results.startedAt),
      },
      [...properties(results), ...requirements.map((requirement) => caseOf(requirement, results))],
    ),
  );
  return xmlDocument(element('testsuites', root, [...suites, ...(why === null ? [] : [runSuite(why, results)])]));
}

/** A quick run is green as a whole one is: its figure states how it differs. */
function properties({ quick = [] }: Results): Xml[] {
  if (quick.length === 0) return [];
  const all = quick.map(({ vendor, figure }) => ({ name: oneLine(`quick.${vendor}`), value: oneLine(figure) }));
  return [
    element(
      'properties',
      {},
      all.map((one) => element('property', one, [])),
    ),
  ];
}

/** Why the run as a whole is not green; null where it is. */
export function runError(results: Results): string | null {
  if (selectionUnaccepted(results)) return `${results.headline} ${UNACCEPTED_TEXT}`;
  return outcomeOf(results) === 'conformant' ? null : `${results.headline} ${outcomeText(results)}`;
}

function runSuite(why: string, results: Results): Xml {
  const sums = { tests: 1, failures: 0, errors: 1, skipped: 0, time: '0.000' };
  const type = selectionUnaccepted(results) ? 'partial' : outcomeOf(results);
  const error = element('error', { type, message: oneLine(why) }, `\n${why}\n`);
  return element('testsuite', { name: 'run', ...sums, timestamp: oneLine(results.startedAt) }, [
    element('testcase', { name: 'the run as a whole', classname: 'run', time: '0.000' }, [error]),
  ]);
}

function caseOf(requirement: RequirementResult, results: Results): Xml {
  const { id, vendor, area, level } = requirement;
  const child = childElement(requirement, results);
  const type = oneLine(
    requirement.newer
      ? 'newer'
      : requirement.knownFailure
        ? 'known-failure'
        : (requirement.reason ?? verdictOf(requirement)),
  );
  return element(
    'testcase',
    { name: oneLine(id), classname: oneLine(`${vendor}.${area}.${level}`), time: seconds([requirement]) },
    [
      ...(child
        ? [element(child, { type, message: headline(requirement) }, `\n${describe(requirement, results)}\n`)]
        : []),
      element('system-out', {}, `\n${about(requirement)}\n`),
    ],
  );
}

/** The element of a requirement: a red one wherever the requirement keeps the run from being green. */
export function childElement(requirement: RequirementResult, { options }: Results): ChildElement {
  const verdict = verdictOf(requirement);
  if (requirement.newer) return verdict === 'pass' ? null : 'skipped';
  if (verdict === 'error' || makesIncomplete(requirement, options)) return 'error';
  // A known failure does not gate while it fails, and does when it passes.
  if (requirement.knownFailure) return verdict === 'pass' ? 'failure' : 'skipped';
  if (verdict === 'fail' || (verdict === 'warn' && options.strict)) return 'failure';
  return quiet(verdict);
}

const quiet = (verdict: RequirementResult['verdict']): ChildElement =>
  verdict === 'pass' || verdict === 'warn' || verdict === 'info' ? null : 'skipped';

/** The verdict and why, on one line. */
export function headline(requirement: RequirementResult): string {
  const { message, text, reason } = requirement;
  const why = message || (reason && REASON_TEXT[reason]) || text;
  return oneLine(`${knownText(requirement) || verdictOf(requirement)}: ${why}`);
}

/** All that a reader needs to act, line by line. */
export function describe(requirement: RequirementResult, results: Results): string {
  const { text, expected, actual, source, try: hint } = requirement;
  const lines = [
    text,
    `Expected: ${inWords(expected)}`,
    `Actual: ${inWords(actual)}`,
    `Where: ${source}`,
    `Try: ${hint}`,
  ];
  const known = knownBecause(requirement);
  if (known) lines.push(`Known: ${known}`);
  const again = isViolation(requirement) ? rerunLine(requirement, results) : '';
  if (again) lines.push(`Again: ${again}`);
  return lines.join('\n');
}

function about(requirement: RequirementResult): string {
  const { text, source, message, actual } = requirement;
  const lines = [`${verdictOf(requirement)} (${levelOf(requirement)}): ${text}`, `Source: ${source}`];
  if (message) lines.push(message);
  if (actual) lines.push(`Actual: ${inWords(actual)}`);
  return lines.join('\n');
}

const count = (requirements: readonly RequirementResult[], results: Results, child: ChildElement): number =>
  requirements.filter((requirement) => childElement(requirement, results) === child).length;

const totals = (requirements: readonly RequirementResult[], results: Results) => ({
  tests: requirements.length,
  failures: count(requirements, results, 'failure'),
  errors: count(requirements, results, 'error'),
});

/** Time spent in the recorded exchanges. */
export function spentMs(requirements: readonly RequirementResult[]): number {
  const exchanges = requirements.flatMap(({ evidence }) => evidence);
  return exchanges.reduce((sum, { response, error }) => sum + (response?.durationMs ?? error?.durationMs ?? 0), 0);
}

const seconds = (requirements: readonly RequirementResult[]): string => (spentMs(requirements) / 1000).toFixed(3);
