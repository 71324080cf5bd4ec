/** `ctrf.json`, after the Common Test Report Format: a test per requirement. */

import type { RequirementResult, Results } from '../../src/verdict/results.ts';
import { oneLine, visible } from './sanitize.ts';
import { childElement, describe, headline, runError, spentMs } from './junit.ts';
import { byArea, levelOf, outcomeOf, verdictOf } from './queries.ts';

type Status = 'passed' | 'failed' | 'skipped';

/** The same tests as `junit.xml` has, red where that is red: what makes the run incomplete is never merely skipped. */
export function renderCtrf(results: Results): string {
  const ordered = byArea(results.requirements).flatMap(({ requirements }) => requirements);
  const tests = ordered.map((one) => testOf(one, results));
  const why = tests.some(({ status }) => status === 'failed') ? null : runError(results);
  if (why !== null)
    tests.push({ name: 'the run as a whole', status: 'failed', duration: 0, suite: ['run'], message: oneLine(why) });
  const count = (status: Status): number => tests.filter((one) => one.status === status).length;
  const [start, stop] = [Date.parse(results.startedAt), Date.parse(results.finishedAt)];
  const report = {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: results.finishedAt,
    generatedBy: oneLine(results.suite.name) || 'deletion-conformance',
    results: {
      tool: { name: oneLine(results.suite.name) || 'deletion-conformance', version: oneLine(results.suite.version) },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: 0,
        other: 0,
        suites: new Set(tests.map(({ suite }) => suite.join('.'))).size,
        start,
        stop,
      },
      tests,
      extra: { outcome: outcomeOf(results), headline: visible(results.headline), runId: oneLine(results.runId) },
    },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

interface Test {
  readonly name: string;
  readonly status: Status;
  readonly duration: number;
  readonly suite: readonly string[];
  readonly message?: string;
  readonly trace?: string;
  readonly rawStatus?: string;
  readonly tags?: readonly string[];
}

function testOf(requirement: RequirementResult, results: Results): Test {
  const { id, vendor, area } = requirement;
  const child = childElement(requirement, results);
  return {
    name: oneLine(id) || 'unnamed',
    status: child === null ? 'passed' : child === 'skipped' ? 'skipped' : 'failed',
    duration: Math.round(spentMs([requirement])),
    suite: [oneLine(vendor) || 'unnamed', oneLine(area) || 'unnamed'],
    rawStatus: verdictOf(requirement),
    tags: [levelOf(requirement)],
    ...(child ? { message: headline(requirement), trace: visible(describe(requirement, results)) } : {}),
  };
}
