import { exec } from 'node:child_process';

/** What came of a command of the operator's. */
export interface CommandEnd {
  /** Exit status; null where it was killed, by the time limit or otherwise. */
  readonly status: number | null;
  /** Lines of standard output, blank ones left out. */
  readonly lines: readonly string[];
}

const MOST_BYTES = 1024 * 1024;

/**
 * Runs a command of the operator's in a shell. What the suite knows is in its environment, never in its text: an id may
 * hold anything.
 * @param variables added to the environment of the run
 * @param timeoutMs after which it is killed
 */
export function runCommand(
  command: string,
  variables: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...variables };
    exec(command, { env, timeout: timeoutMs, maxBuffer: MOST_BYTES, windowsHide: true }, (error, stdout) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      const lines = stdout.split(/\r?\n/).map((line) => line.trim());
      resolve({ status, lines: lines.filter((line) => line !== '') });
    });
  });
}
