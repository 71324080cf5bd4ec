import { readFileSync } from 'node:fs';

/** How often it is asked whether the parent is still there, in ms. */
const EVERY_MS = 200;

/**
 * Ends this process as soon as the one that started it has ended, whatever ended that: a run must not go on deleting
 * when nobody can stop it any more.
 *
 * A child of ours has a channel to its parent, which the system closes with it. Under npm or npx the parent is polled:
 * it normally outlives its child, so if it is gone it was killed. Any other parent may end first on purpose, such as a
 * shell closed after `nohup`.
 * @param end what ends it; default: at once, with exit code 2
 */
export function endWithParent(end: () => void = endAtOnce): void {
  if (process.channel) {
    process.once('disconnect', end);
    // The channel is no reason to go on living.
    process.channel.unref();
  } else if (isStartedByNpm(process.env)) {
    watchParents(end);
  }
}

function endAtOnce(): void {
  process.exit(2);
}

/** Set by npm and npx (and by yarn and pnpm) for the process that a script starts. */
function isStartedByNpm({ npm_lifecycle_event: script, npm_command: command }: NodeJS.ProcessEnv): boolean {
  return script !== undefined || command !== undefined;
}

function watchParents(end: () => void): void {
  const before = parents();
  const timer = setInterval(() => {
    if (parents() === before && isThere(process.ppid)) return;
    clearInterval(timer);
    end();
  }, EVERY_MS);
  timer.unref();
}

/** The parent, and its own where npm has put a shell between: that would wait for this process to the end. */
function parents(): string {
  const { ppid } = process;
  const { name, parent } = processOnLinux(ppid) ?? {};
  return name !== undefined && SHELLS.has(name) ? `${ppid} ${parent ?? ''}` : String(ppid);
}

const SHELLS = new Set(['sh', 'dash', 'bash', 'ash', 'busybox', 'zsh', 'ksh']);

/** Name and parent of a process. Elsewhere the shell that npm starts is replaced by what it runs. */
function processOnLinux(pid: number): { name: string; parent: string | undefined } | undefined {
  try {
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, parent: rest.split(' ')[1] };
  } catch {
    return undefined;
  }
}

/** On Windows an orphan keeps the number of its parent. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
