import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunOrder } from './order.ts';
import { ORDER_VARIABLE } from './published.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs the suite in a child by an order.
 * @returns the runner's own exit code, or that a signal interrupted it.
 */
export function runPlaywright(order: RunOrder): Promise<number | 'interrupted' | null> {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  // A process group of its own: Ctrl-C in a terminal then reaches it once, from here. Twice would make it drop its work.
  const child = spawn(process.execPath, [cli, 'test', '--config', join(ROOT, 'playwright.config.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, [ORDER_VARIABLE]: JSON.stringify(order) },
    detached: true,
  });
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      interrupted = true;
      child.kill('SIGINT'); // The one on which Playwright winds down.
    });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(interrupted ? 'interrupted' : code));
  });
}
