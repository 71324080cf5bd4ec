import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { launchBrowser } from '../browser.ts';
import { serveMendable } from '../conformance/mendable.ts';
import { LONG } from '../part.ts';
import { ended, test } from './child.ts';

// `npx playwright test --ui` in a browser: a click judges, and the next click judges again.

const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('../../../playwright.config.ts', import.meta.url));
/** The runner starts a process for each run. */
const PATIENTLY = { timeout: 90_000 };
const TITLE = /member-is-gone/;

test('in --ui a requirement is judged at every click: a target that was mended passes', LONG, async ({ gate }) => {
  test.slow();
  const target = await serveMendable();
  const { PATH = '' } = process.env;
  const env = { PATH, HOME: gate.folder, TMPDIR: gate.temporary, ...target.variables };
  const command = [CLI, 'test', '--config', CONFIG, '--ui-host=127.0.0.1', '--ui-port=0'];
  const child = spawn(process.execPath, command, { cwd: gate.folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const over = ended(child);
  const browser = await launchBrowser();
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const [address] = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(chunk.toString()) ?? [];
        if (address !== undefined) resolve(address);
      });
      over.then(({ err }) => reject(new Error(err)), reject);
    });
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole('searchbox', { name: /@tag/ }).fill('member-is-gone');
    const item = page.getByRole('treeitem', { name: TITLE }).last();
    const run = async (): Promise<void> => {
      const before = target.requests();
      await item.hover();
      await item.getByRole('button', { name: 'Run', exact: true }).click();
      await expect.poll(() => target.requests(), PATIENTLY).toBeGreaterThan(before);
    };
    await run();
    await expect(item.locator('.codicon-error')).toBeVisible(PATIENTLY);
    await fetch(target.mendUrl);
    await run();
    await expect(item.locator('.codicon-check')).toBeVisible(PATIENTLY);
  } finally {
    await browser.close();
    child.kill('SIGTERM');
    await over;
    await target.close();
  }
});
