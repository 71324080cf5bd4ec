import { expect, test } from '@playwright/test';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { requirement, sampleResults } from './sample-results.ts';

const COMMAND = 'npm run conformance -- verify --ledger l.json --results conformance-report/results.json';

const pending = (n: number) =>
  requirement({
    id: `knot/pending-${n}`,
    verdict: 'inconclusive',
    reason: 'pending',
    message: `The user u-${n} still exists.`,
    pending: { deadline: `2026-02-01T10:00:0${n}.000Z` },
  });

const results = (changes: Parameters<typeof sampleResults>[0] = {}) =>
  sampleResults({ outcome: 'incomplete', requirements: [1, 2, 3].map(pending), ...changes });

const formats = {
  terminal: (given: ReturnType<typeof results>) => renderTerminal(given, { colour: false, reportDir: 'r' }),
  page: (given: ReturnType<typeof results>) => renderHtml(given),
  summary: (given: ReturnType<typeof results>) => renderSummary(given),
};

for (const [name, render] of Object.entries(formats)) {
  test(`the ${name} gives the command that judges pending deletions, and from when, once`, () => {
    const text = render(results({ verify: { command: COMMAND, from: '2026-02-01T10:00:03.000Z' } }));
    expect(text.split(COMMAND)).toHaveLength(2);
    expect(
      text.replace(/\\|<!-- -->/g, '').split('until 2026-02-01 10:00:03 UTC. After that, this command'),
    ).toHaveLength(2);
  });

  test(`the ${name} says that nothing can be judged later without a ledger`, () => {
    expect(render(results()).replaceAll('\\', '')).toContain('The run kept no ledger');
    expect(render(results({ requirements: [requirement()] }))).not.toContain('kept no ledger');
  });
}

test('requirements that are pending share one block of the terminal', () => {
  const text = formats.terminal(results());
  expect(text).toContain('? inconclusive  3 requirements (pending)');
  expect(text).not.toContain('u-2');
});
