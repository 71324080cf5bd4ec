import { defineConfig } from '@playwright/test';
import type { ConformanceReporterOptions } from './reporters/conformance.ts';
import { boundary } from './tests/conformance/boundary.ts';
import { explain } from './tests/conformance/explain.ts';
import { publishedPlan, type Plan } from './tests/conformance/published.ts';

/**
 * The conformance run: one project per vendor, one test per requirement. What is judged is decided here, by the order of
 * `npm run conformance` or, natively, from the environment alone. The self-tests have a configuration of their own
 * (tests/self/playwright.config.ts).
 *
 * Workers read this file too, and only wait for what the main process judges: the engine is loaded there alone.
 */
const plan = publishedPlan() ?? (await planInMain());

async function planInMain(): Promise<Plan> {
  // What the set-up needs is read from disk while the plan is made: one after the other would take longer.
  const [{ planThisRun }] = await Promise.all([
    import('./tests/conformance/plan.ts'),
    import('./tests/conformance/setup.ts'),
  ]);
  return planThisRun();
}

const assembly = () => import('./tests/conformance/assemble.ts');

const reporter: ConformanceReporterOptions = {
  reportDir: plan.order.reportDir,
  notices: plan.notices.map(boundary.text),
  redact: boundary.text,
  explain: (error, where) => explain(error, where, plan.order.reportDir),
  begin: async (planned) => (await import('./tests/conformance/mailbox.ts')).expectRows(planned),
  ahead: async () => (await assembly()).readAhead(),
  conclude: async (remains) => (await assembly()).assembleRun(plan, remains),
};

export default defineConfig({
  testDir: 'tests/conformance',
  globalSetup: './tests/conformance/setup.ts',
  projects: plan.judged.map(({ vendor }) => ({ name: vendor, grep: new RegExp(`@${vendor}/`) })),
  reporter: [['./reporters/conformance.ts', reporter]],
  // Nothing of ours is kept here; the runner empties it before every run.
  outputDir: 'node_modules/.cache/conformance',
  fullyParallel: true,
  // The tests wait for what the main process judges, several rows at a time; a second worker would only cost its start.
  workers: 1,
  // Every exchange and every watch has a limit of its own: a row is never cut in the middle of a deletion.
  timeout: 0,
  // A deletion that shows at the second try is a finding, not a flake.
  retries: 0,
  forbidOnly: true,
  // A trace would hold every Authorization header.
  use: { trace: 'off' },
});
