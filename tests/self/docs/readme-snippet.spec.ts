import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { judgeKnot } from '../run/in-process.ts';

// What the README shows of a terminal is what a run prints now.

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

/** How often was looked and until when differs from run to run. */
const withoutCounts = (line: string): string => line.trim().replace(/\d+ (times|s)\b/g, 'N $1');

test('the failure that the README shows is printed so', async () => {
  const block = [...README.matchAll(/```\n(✗[\s\S]*?)```/g)].map(([, text = '']) => text.trim().split('\n'));
  expect(block).toHaveLength(1);
  const results = await judgeKnot({
    behaviour: { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined },
    select: ({ id }) => /deleted-user-is-gone/.test(id),
  });
  const printed = renderTerminal(results, { colour: false, reportDir: 'conformance-report' });
  const lines = printed.split('\n').map(withoutCounts);
  for (const line of block.flat()) expect(lines).toContain(withoutCounts(line));
});
