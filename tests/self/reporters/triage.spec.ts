import { expect, test } from '@playwright/test';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { group } from '../../../reporters/render/triage.ts';
import { requirement, sampleResults } from './sample-results.ts';

const failing = (slug: string, actual: string) => requirement({ id: `knot/${slug}`, verdict: 'fail', actual });
const open = (slug: string, message: string) =>
  requirement({ id: `knot/${slug}`, verdict: 'inconclusive', reason: 'not-deleted', message });

test('a user who lives on is one cause, whether the deletion had to be accepted or need not have been', () => {
  const groups = group([
    failing('gone', 'the deleted user: victim living'),
    failing('chunked', 'the user named in it (a deletion with the body in chunks): effect accepted and living'),
    failing('old-data', 'what the user had before the deletion: oldData present'),
  ]);
  expect(groups.map(({ alike }) => alike.map(({ id }) => id))).toEqual([['knot/chunked'], []]);
});

test('what a deletion came too late for says so, also after verify, and nobody is told to verify again', () => {
  const message = 'A later step needs this deletion to be done: run again with a longer …_SETTLE_MS.';
  const late = requirement({ id: 'knot/again', verdict: 'not-run', reason: 'pending', message });
  const requirements = [late, { ...late, id: 'knot/again-too' }];
  const text = renderTerminal(sampleResults({ requirements }), { colour: false, reportDir: 'report' });
  expect(text).toContain(`Why:      ${message}`);
  expect(text).not.toContain('Try:');
  const page = renderHtml(sampleResults({ outcome: 'incomplete', requirements }));
  expect(page).toContain(message);
  expect(page).not.toContain('Verify the run after the deadline');
});

test('what waits for a deletion is one block, whichever user each requirement names', () => {
  const requirements = [
    open('others', 'The deleted user still exists, so nothing shows that its deletion spares the others.'),
    open('twin', 'User 1 still exists, so nothing shows that its deletion spares the others.'),
  ];
  expect(group(requirements)).toHaveLength(1);
  const text = renderTerminal(sampleResults({ requirements }), { colour: false, reportDir: 'report' });
  expect(text).toContain('? inconclusive  2 requirements (not-deleted)');
  expect(text).toContain('Why:      The deletion had no visible effect');
});
