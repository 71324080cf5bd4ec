import { expect, test } from '@playwright/test';
import { equalAnswers } from '../../../../src/checks/run-level/equal-answers.ts';
import type { ContractFinding } from '../../../../src/checks/run-level/types.ts';
import type { Requirement } from '../../../../src/verdict/types.ts';

function seen(...answers: readonly [status: number, code?: string][]) {
  const findings = answers.map(([status, code = '']) => ({ status, control: `${status} ${code}`, evidence: null }));
  const other = { status: 500, evidence: null };
  const run = { findings: [...findings, other] as unknown as ContractFinding[], finalCheck: [] };
  return equalAnswers.observe({} as Requirement, run).map(({ about, facts }) => [facts!['sameAnswer'], about]);
}

test('one answer to all controls is one observation', () => {
  expect(seen([400, 'A'], [400, 'A'])).toEqual([[true, expect.stringContaining('2 of 2')]]);
  expect(seen()).toEqual([]);
});

test('another status or another code is an answer of its own; the more frequent one is the usual one', () => {
  const answers = seen([404, 'A'], [400, 'A'], [400, 'A'], [400, 'B']);
  expect(answers.map(([same]) => same)).toEqual([false, true, false]);
  expect(answers[0]![1]).toContain('1 of 4');
});

test('limits, lock-outs and gateways are apart', () => {
  expect(seen([400, 'A'], [429], [503], [502], [504], [401], [403], [423])).toEqual([
    [true, expect.stringContaining('1 of 1')],
  ]);
});
