import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** What came of a command of the operator's. */
export interface CommandEnd {
  /** Exit status; null where it was killed, by the time limit or otherwise. */
  readonly status: number | null;
  /** Lines of standard output, blank ones left out. */
  readonly lines: readonly string[];
}

const MOST_BYTES = 1024 * 1024;

const IS_WINDOWS = process.platform === 'win32';

/** Commands that are under way. */
const running = new Set<ChildProcess>();

/**
 * Runs a command of the operator's in a shell. What the suite knows is in its environment, never in its text: an id may
 * hold anything. Whatever it started ends with it, and it ends with this process, also where that is killed (on Windows
 * only where this process ends in order).
 * @param variables added to the environment of the run
 * @param timeoutMs after which it is killed
 */
export function runCommand(
  command: string,
  variables: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<CommandEnd> {
  return new Promise((resolve) => {
    const child = start(command, { ...process.env, ...variables });
    running.add(child);
    const timer = setTimeout(() => killWithAll(child), timeoutMs);
    const chunks: Buffer[] = [];
    let bytes = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_BYTES) killWithAll(child);
    });
    const end = (status: number | null): void => {
      clearTimeout(timer);
      running.delete(child);
      const lines = Buffer.concat(chunks).toString('utf8').split(/\r?\n/);
      resolve({ status, lines: lines.map((line) => line.trim()).filter((line) => line !== '') });
    };
    child.once('error', () => end(null));
    // What it left in the background would hold its output open.
    child.once('exit', () => killWithAll(child));
    child.once('close', (status) => end(bytes > MOST_BYTES ? null : status));
  });
}

/** Kills the commands that are under way: the run is to end. */
export function killCommands(): void {
  for (const child of running) killWithAll(child);
}

/**
 * The shell that becomes the command, and a watcher next to it: when the pipe to this process closes, it kills their
 * process group, itself included.
 */
const GUARDED = '(read -r _ <&3; kill -9 0) </dev/null >/dev/null 2>&1 & exec /bin/sh -c "$1" 3<&-';

function start(command: string, env: NodeJS.ProcessEnv): ChildProcess {
  const options: SpawnOptions = { env, windowsHide: true };
  if (IS_WINDOWS) return spawn(command, { ...options, shell: true, stdio: ['ignore', 'pipe', 'ignore'] });
  // A process group of its own, to be killed as a whole.
  return spawn('/bin/sh', ['-c', GUARDED, 'sh', command], {
    ...options,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
}

function killWithAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (IS_WINDOWS) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
