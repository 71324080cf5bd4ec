import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/clock.ts';
import { SANDBOXES, serveSandbox } from '../../../src/sandbox/index.ts';
import { COMMAND } from '../command.ts';
import { ended } from '../gate/child.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';

export interface Served {
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A sandbox in this process, whose deletions are late. */
export async function serveHere(vendor: string, deletionDelayMs: number): Promise<Served> {
  const create = SANDBOXES[vendor];
  if (!create) throw new Error(`There is no sandbox of ${vendor}.`);
  const sandbox = await create({ clock: systemClock, deletionDelayMs });
  const served = await serveSandbox(sandbox, { port: 0 });
  return {
    variables: {
      ...sandbox.environment,
      ...sandbox.defaults,
      [`${vendor.toUpperCase()}_BASE_URL`]: served.baseUrl,
    },
    async close() {
      await served.close();
      await sandbox.dispose();
    },
  };
}

/** A whole report, for a killed run to leave alone. */
export async function earlierReport(
  variables: Readonly<Record<string, string>>,
): Promise<{ path: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'earlier-'));
  const temporary = ownTemporaryFolder();
  const { PATH } = process.env;
  const child = spawn(process.execPath, [COMMAND, '--grep', 'unknown-user-is-refused', '--partial'], {
    cwd: folder,
    env: { PATH, HOME: folder, TMPDIR: temporary.path, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, err } = await ended(child);
  temporary.remove();
  if (code !== 0) throw new Error(`The earlier run ended with ${String(code)}: ${err}`);
  const path = mkdtempSync(join(tmpdir(), 'earlier-report-'));
  cpSync(join(folder, 'conformance-report'), path, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A sandbox in a process of its own, as `npm run sandbox` serves it. */
export async function serveApart(vendor: string, deletionDelayMs: number): Promise<Served> {
  const options = ['--vendor', vendor, '--port', '0', '--deletion-delay', String(deletionDelayMs)];
  const child = spawn(process.execPath, [COMMAND, 'sandbox', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString();
    // It prints all of it at once, when it listens.
    if (text.includes('_BASE_URL=') && text.endsWith('\n')) break;
  }
  const lines = text.split('\n').filter((line) => /^\w+=/.test(line));
  const variables = Object.fromEntries(lines.map((line) => [line.split('=')[0] ?? '', line.replace(/^\w+=/, '')]));
  return {
    variables,
    async close() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
