import { defineConfig } from '@playwright/test';
import type { ConformanceReporterOptions } from './reporters/conformance.ts';
import { assembleRun } from './tests/conformance/assemble.ts';
import { nativePlan, publishedPlan, type Plan } from './tests/conformance/plan.ts';

/**
 * The conformance run: one project per vendor, one test per requirement. `npm run conformance` decides what is judged and
 * says so in one variable; a native `npx playwright test` decides here, from the environment alone. The self-tests have
 * a configuration of their own (tests/self/playwright.config.ts).
 */
const plan: Plan = publishedPlan() ?? (await nativePlan());

const reporter: ConformanceReporterOptions = {
  reportDir: plan.order.reportDir,
  notices: plan.notices,
  conclude: (remains) => assembleRun(plan, remains),
};

export default defineConfig({
  testDir: 'tests/conformance',
  globalSetup: './tests/conformance/setup.ts',
  projects: plan.judged.map(({ vendor }) => ({ name: vendor, grep: new RegExp(`@${vendor}/`) })),
  reporter: [['./reporters/conformance.ts', reporter]],
  // Nothing of ours is kept here; the runner empties it before every run.
  outputDir: 'node_modules/.cache/conformance',
  fullyParallel: true,
  workers: 2,
  // Every exchange and every watch has a limit of its own: a row is never cut in the middle of a deletion.
  timeout: 0,
  // A deletion that shows at the second try is a finding, not a flake.
  retries: 0,
  forbidOnly: true,
  // A trace would hold every Authorization header.
  use: { trace: 'off' },
});
