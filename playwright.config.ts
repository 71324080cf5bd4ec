import { defineConfig } from '@playwright/test';
import type { ConformanceReporterOptions } from './reporters/conformance.ts';
import { runnerFolder } from './src/session/runner-folder.ts';
import { judgedVendors } from './tests/conformance/worker-channel.ts';

/**
 * The conformance run under Playwright: one project per vendor, one test per requirement, judged by the same run object as
 * `npm run conformance`. What is judged is configured by the environment; CONFORMANCE_OPTIONS takes the command's options.
 * The self-tests have a configuration of their own (tests/self/playwright.config.ts).
 *
 * Workers read this file too, and only wait for what the main process judges: the engine is loaded there alone.
 */
const published = judgedVendors();
const main = published ? undefined : await import('./tests/conformance/setup.ts');
const vendors = published ?? (await main?.planNativeRun()) ?? [];
const reporter: ConformanceReporterOptions = main ? { native: main.nativeRun } : {};

export default defineConfig({
  testDir: 'tests/conformance',
  globalSetup: './tests/conformance/setup.ts',
  projects: vendors.map((name) => ({ name, grep: new RegExp(`@${name}/`) })),
  reporter: [['./reporters/conformance.ts', reporter]],
  // Nothing of ours is kept here.
  outputDir: runnerFolder(),
  fullyParallel: true,
  // The tests wait for what the main process judges, several requirements at a time; a second worker would only cost its start.
  workers: 1,
  // Every exchange and every watch has a limit of its own: a requirement is never cut in the middle of a deletion.
  timeout: 0,
  // A deletion that shows at the second try is a finding, not a flake.
  retries: 0,
  forbidOnly: true,
  // A trace would hold every Authorization header.
  use: { trace: 'off' },
});
