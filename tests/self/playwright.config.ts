import { defineConfig } from '@playwright/test';
import { endWithParent } from '../../src/session/parent-process.ts';
import { TIER, testsOfTier, type Tier } from './tiers.ts';

// The workers, which read this file too, end with the main process by themselves.
if (process.env.TEST_WORKER_INDEX === undefined) endWithParent();

/**
 * The configuration of the self-tests, apart from the conformance run's at the root of the repository: a run against
 * somebody's target must never pick these up, nor `npm test` a target.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  ...testsOfTier(process.env),
  globalSetup: './compile-command.ts',
  // Not under test-results/: a child conformance run empties that folder while these tests run.
  outputDir: '../../node_modules/.cache/self-test',
  // Fast tests are many small files, of which each is then loaded by one worker alone.
  fullyParallel: process.env[TIER] !== ('fast' satisfies Tier),
  workers: 2,
  // A test that passes on a second try is a defect of the test, and a skipped failure of the suite.
  retries: 0,
  forbidOnly: true,
  // No test is about speed: this only ends what hangs.
  timeout: 600_000,
  globalTimeout: 80 * 60_000,
  reporter: [[process.env.CI ? 'dot' : 'line'], ['./totals.ts']],
  use: { trace: 'off' },
});
