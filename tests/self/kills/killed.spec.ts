import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { SLOW } from '../part.ts';
import { attempt, type Attempt, type Outcome, type Running } from './attempt.ts';
import type { Moment } from './front.ts';
import { earlierReport, serveHere, type Served } from './sandbox.ts';

// A run that is killed leaves nothing running, no damaged report, and nobody at the target of whom nobody knows. The
// moments are chosen by what the target has seen, not by time. "npm run kills" takes random ones.

test.skip(process.platform !== 'linux', 'Only Linux tells which processes a run has started.');
test.describe.configure({ mode: 'serial' });

const DELAY_MS = 400;
const FEW = ['--grep', 'deleted-user-is-gone|other-users-are-untouched|stay-gone', '--partial'];
const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('../../../playwright.config.ts', import.meta.url));

let report: Awaited<ReturnType<typeof earlierReport>>;
test.beforeAll(async () => {
  const served = await serveHere('knot', 0);
  report = await earlierReport(served.variables);
  await served.close();
});
test.afterAll(() => report.remove());

const at =
  (where: Moment['at'], kind: Moment['kind'], number: number) =>
  (moment: Moment): boolean =>
    moment.at === where && moment.kind === kind && moment.number === number;

const killCommand = ({ child }: Running): void => void child.kill('SIGKILL');
const interrupt = ({ child }: Running): void => void child.kill('SIGINT');

async function killedAt(vendor: Attempt['vendor'], given: Pick<Attempt, 'kill'> & Partial<Attempt>): Promise<Outcome> {
  const served: Served = await serveHere(vendor, DELAY_MS);
  try {
    const { variables } = served;
    return await attempt({ vendor, variables, deletionDelayMs: DELAY_MS, report: report.path, options: FEW, ...given });
  } finally {
    await served.close();
  }
}

/** What must hold whatever was killed, and when. */
function expectNothingLost(outcome: Outcome): void {
  expect(outcome.outlived).toEqual([]);
  expect(outcome.report).not.toBe('damaged');
  expect(outcome.unaccounted).toEqual([]);
  expect(outcome.strangersLost).toEqual([]);
  // Whose id no answer ever told cannot be deleted.
  expect(outcome.livingAfter.length).toBe(outcome.nameless);
  expect(outcome.journalsAfter).toBe(outcome.nameless > 0 ? 1 : 0);
  expect(outcome.cleanup.code, outcome.cleanup.err).toBe(outcome.nameless > 0 ? 3 : 0);
}

test('killed when a user was made, and the answer was on its way: the user is known and deleted', async () => {
  const outcome = await killedAt('knot', { moment: at('answer', 'creation', 2), kill: killCommand });
  expectNothingLost(outcome);
  expect(outcome.code).toBeNull();
  expect(outcome.left).toBeGreaterThan(0);
  expect(outcome.inJournal).toBeGreaterThanOrEqual(outcome.left);
  expect(outcome.cleanup.out).toMatch(/^knot: \d+ users? deleted, \d+ already gone, 0 left\.\n$/);
});

test('killed when a deletion was accepted, and nobody was told', SLOW, async () => {
  const outcome = await killedAt('knot', { moment: at('answer', 'deletion', 3), kill: killCommand });
  expectNothingLost(outcome);
  expect(outcome.inJournal).toBeGreaterThan(0);
});

test('killed while the target chooses an id: what was sent is told, and the others are deleted', SLOW, async () => {
  const outcome = await killedAt('mastercard', { moment: at('answer', 'creation', 3), kill: killCommand });
  expectNothingLost(outcome);
  expect(outcome.nameless).toBeGreaterThan(0);
  expect(outcome.cleanup.out).toMatch(
    /creations? got no answer, so users may be left under ids that are not known\. What was sent to create them holds [0-9a-f]{12}/,
  );
});

test('Ctrl-C: the report is whole and names who is left, and cleanup deletes them', SLOW, async () => {
  const outcome = await killedAt('knot', { moment: at('answer', 'creation', 3), kill: interrupt });
  expectNothingLost(outcome);
  expect(outcome.report).toBe('new');
  expect(outcome.code).toBe(3);
});

test('the runner of npx playwright test is killed: its workers end, and whom it left is known', SLOW, async () => {
  const outcome = await killedAt('knot', {
    program: [CLI, 'test', '--config', CONFIG, '--grep', 'deleted-user-is-gone|other-users-are-untouched'],
    moment: at('answer', 'creation', 2),
    kill: killCommand,
  });
  expectNothingLost(outcome);
  expect(outcome.left).toBeGreaterThan(0);
});
