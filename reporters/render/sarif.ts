/** `results.sarif`, after SARIF 2.1.0: a rule per requirement, a result per violation, a notification per gap. */

import { inWords } from './fact-words.ts';
import type { SarifLocation } from '../../src/output/report-files.ts';
import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import type { Level } from '../../src/verdict/types.ts';
import { makesIncomplete } from '../../src/verdict/outcome.ts';
import { clip, oneLine, visible } from './sanitize.ts';
import { explanation, isViolation, knownBecause, knownText, levelOf, outcomeOf, verdictOf } from './queries.ts';

const LEVEL: Readonly<Record<Level, 'error' | 'warning' | 'note'>> = { MUST: 'error', SHOULD: 'warning', MAY: 'note' };

const MAX_TEXT = 4000;

/**
 * The run as a log of code scanning. Only what is violated becomes a result: readers such as GitHub's show every result
 * as an alert, a passed one too. What was not judged, and so keeps the run from being green, is a notification.
 * @param location to which every result is attached; null: none, which is what a service behind a URL has
 */
export function renderSarif(results: Results, location: SarifLocation | null): string {
  const { requirements, suite } = results;
  const outcome = outcomeOf(results);
  const index = new Map(requirements.map((one, n) => [one, n]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: oneLine(suite.name), version: oneLine(suite.version), rules: requirements.map(rule) } },
        automationDetails: { id: 'deletion-conformance/' },
        invocations: [
          {
            executionSuccessful: outcome !== 'invalid',
            startTimeUtc: results.startedAt,
            endTimeUtc: results.finishedAt,
            toolExecutionNotifications: notifications(results),
          },
        ],
        results: requirements.filter(isViolation).map((one) => result(one, index.get(one) ?? 0, location)),
        properties: { outcome, headline: text(results.headline), runId: oneLine(results.runId) },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(requirement: RequirementResult): object {
  const { id, text: demand, source, try: hint, level, vendor, area } = requirement;
  return {
    id: oneLine(id),
    shortDescription: message(demand),
    fullDescription: message(`${level}: ${demand} Source: ${source}`),
    help: message(`${hint} Source: ${source}`),
    defaultConfiguration: { level: LEVEL[level] },
    properties: { tags: [...new Set([oneLine(vendor), oneLine(area), oneLine(level)])] },
  };
}

function result(requirement: RequirementResult, ruleIndex: number, location: SarifLocation | null): object {
  const { id, expected, actual, message: happened, text: demand, try: hint } = requirement;
  const excuse = requirement.newer ? knownText(requirement) : knownBecause(requirement);
  const lines = [happened || demand, `Expected: ${inWords(expected)}`, `Actual: ${inWords(actual)}`, `Try: ${hint}`];
  return {
    ruleId: oneLine(id),
    ruleIndex,
    kind: 'fail',
    level: LEVEL[levelOf(requirement)],
    message: message(lines.join('\n')),
    locations: location ? [placeOf(location)] : [],
    partialFingerprints: { 'requirement/v1': oneLine(id) },
    ...(excuse === '' ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: text(excuse) }] }),
  };
}

function placeOf({ file, line }: SarifLocation): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
      region: { startLine: line ?? 1 },
    },
  };
}

/** Why a run without a result may still not be green. */
function notifications(results: Results): object[] {
  const open = results.requirements.filter(
    (one) =>
      (verdictOf(one) === 'error' && !one.newer) ||
      makesIncomplete(one, results.options) ||
      (one.knownFailure !== null && verdictOf(one) === 'pass'),
  );
  const whole = outcomeOf(results) === 'conformant' ? [] : [{ level: 'note', message: message(results.headline) }];
  const each = open.map((one) => ({
    level: verdictOf(one) === 'error' ? 'error' : 'warning',
    associatedRule: { id: oneLine(one.id) },
    message: message(`${verdictOf(one)}: ${one.id}. ${knownText(one) || explanation(one) || one.message}`),
  }));
  return [...whole, ...each];
}

/**
 * Visible, and without the two things that act in a message of SARIF: `[text](target)`, which is a link, and braces,
 * which are placeholders unless doubled.
 */
const message = (value: unknown): { text: string } => ({
  text: (text(value) || 'none').replace(/\]\(/g, '] (').replace(/[{}]/g, '$&$&'),
});

const text = (value: unknown): string => clip(visible(value), MAX_TEXT);
