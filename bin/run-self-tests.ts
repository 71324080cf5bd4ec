import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '../src/session/parent-process.ts';
import { findBrowser } from '../tests/self/browser.ts';
import { TIER, TIERS, type Tier } from '../tests/self/tiers.ts';
import type { Totals } from '../tests/self/totals.ts';

/**
 * `npm test`: brings a browser, runs the fast self-tests, and prints their totals alone on its last line. `--slow`
 * (`npm run test:slow`) runs all others, `--all` both, and `--whole` every table and property to its end, of which these
 * take a part. Further arguments go to Playwright's `test` command (`npm test -- exchange`).
 * Exits 0 only if at least one test ran, none failed, and nothing interrupted it.
 */
endWithParent();
const tier = (Object.keys(TIERS) as Tier[]).find((name) => process.argv[2] === `--${name}`) ?? 'fast';
const playwrightArguments = process.argv.slice(2).filter((argument) => argument !== `--${tier}`);
const folder = mkdtempSync(join(tmpdir(), 'self-test-'));
const file = join(folder, 'totals.json');
try {
  const browser = await browserOrWarning();
  const code = await runPlaywright({
    SELF_TEST_TOTALS: file,
    [TIER]: tier,
    ...(tier === 'whole' && { SELF_TEST_WHOLE: '1' }),
    ...(browser && { CHROMIUM_PATH: browser }),
  });
  const { passed, failed, skipped, slowest } = readTotals();
  if (tier === 'fast' && slowest.length > 0) console.log(`\nThe longest of these tests:\n${slowest.join('\n')}`);
  // Playwright can fail with no test to show for it (a refused option, a kill): the totals must not look clean then.
  const failures = failed === 0 && code !== 0 ? 1 : failed;
  process.exitCode = failures === 0 && passed > 0 ? 0 : 1;
  console.log(`\n${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Without a browser the specs that need one fail and state this; the others are still worth running. */
async function browserOrWarning(): Promise<string | undefined> {
  try {
    return await findBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

/** Runs Playwright on the self-tests and resolves with its exit code, 1 where a signal ended it. */
function runPlaywright(env: Record<string, string>): Promise<number> {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  const config = fileURLToPath(new URL('../tests/self/playwright.config.ts', import.meta.url));
  // A process group of its own: Ctrl-C in a terminal then reaches it once, from here. Twice would make it drop its work.
  const child = spawn(process.execPath, [cli, 'test', '--config', config, ...playwrightArguments], {
    // Its channel closes when this process ends, whatever ended it.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Playwright winds down on SIGINT only.
    process.on(signal, () => child.kill('SIGINT'));
  }
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function readTotals(): Totals {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Totals;
  } catch {
    return { passed: 0, failed: 0, skipped: 0, slowest: [] };
  }
}
