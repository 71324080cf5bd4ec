import { defineConfig } from '@playwright/test';

/** As many tests as a run has requirements, with empty bodies, in the run's own configuration. */
export default defineConfig({
  testDir: '.',
  testMatch: 'empty.spec.ts',
  fullyParallel: true,
  workers: 1,
  retries: 0,
  reporter: [['null']],
  outputDir: '../node_modules/.cache/bench',
});
