import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Ended } from '../gate/child.ts';

const CLI = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
const CONFIG = fileURLToPath(new URL('../../../playwright.config.ts', import.meta.url));

/** Runs `npx playwright test` in a folder, with Playwright's own reports beside ours. */
export function runNatively(
  folder: string,
  grep: string,
  variables: Readonly<Record<string, string>>,
): Promise<Pick<Ended, 'out' | 'err'>> {
  const { PATH = '' } = process.env;
  const reports = { PLAYWRIGHT_HTML_OUTPUT_DIR: `${folder}/html`, PLAYWRIGHT_BLOB_OUTPUT_DIR: `${folder}/blob` };
  const options = ['--config', CONFIG, '--grep', grep, '--reporter=list,html,blob'];
  const child = spawn(process.execPath, [CLI, 'test', ...options], {
    cwd: folder,
    env: { PATH, HOME: folder, PLAYWRIGHT_HTML_OPEN: 'never', ...reports, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.err += chunk.toString()));
  return new Promise((resolve) => child.once('close', () => resolve(written)));
}
