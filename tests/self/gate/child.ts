import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { Results } from '../../../src/verdict/results.ts';
import { COMMAND } from '../command.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Gate {
  /** A folder of its own, in which the command is run: its `.env` and its report stand here. */
  readonly folder: string;
  /** The temporary folder of its runs. */
  readonly temporary: string;
  /** Runs `npm run conformance -- …options` with these variables and nothing of this process's but PATH. */
  run(
    options: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ): { child: ChildProcess; ended: Promise<Ended> };
  results(dir?: string): Promise<Results>;
}

/** A real child run in an empty folder, which is removed afterwards. */
export const test = base.extend<{ command: string; gate: Gate }>({
  /** The file that is run: the compiled command, or `CHECKOUT_COMMAND`. */
  command: [COMMAND, { option: true }],
  gate: async ({ command }, use) => {
    const { gate, close } = await openGate(command);
    await use(gate);
    await close();
  },
});

/** The same for what several tests share. */
export async function openGate(command = COMMAND): Promise<{ gate: Gate; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'gate-'));
  const temporary = ownTemporaryFolder();
  const children: ChildProcess[] = [];
  const gate: Gate = {
    folder,
    temporary: temporary.path,
    run(options, variables = {}) {
      const { PATH = '' } = process.env;
      const child = spawn(process.execPath, [command, ...options], {
        cwd: folder,
        env: { PATH, HOME: folder, TMPDIR: temporary.path, ...variables },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      children.push(child);
      return { child, ended: ended(child) };
    },
    results: async (dir = 'conformance-report') =>
      JSON.parse(await readFile(join(folder, dir, 'results.json'), 'utf8')) as Results,
  };
  return {
    gate,
    close: async () => {
      for (const child of children) child.kill('SIGTERM'); // Passed on to Playwright, which winds down.
      await rm(folder, { recursive: true, force: true });
      temporary.remove();
    },
  };
}

/** Its exit code and all that it wrote, once it and whoever else writes there have ended. */
export function ended(child: ChildProcess): Promise<Ended> {
  const written = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => (written.out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (written.err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...written })));
}
