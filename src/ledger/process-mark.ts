import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What identifies a process, also after its number was given to another one. */
export interface ProcessMark {
  readonly pid: number;
  /** The machine, its start and its numbering of processes; containers number theirs apart. */
  readonly place: string;
  /** When the process began, in the words of its system; null where that cannot be known. */
  readonly started: string | null;
}

/** How often a run touches its journal, in ms. */
export const BEAT_MS = 10_000;

/** A run that has not touched its journal for so long is not alive, in ms. */
const SILENT_MS = 6 * BEAT_MS;

/** The mark of this process. */
export function ownMark(): ProcessMark {
  return { pid: process.pid, place: place(), started: startOf(process.pid) ?? null };
}

/**
 * Whether a process still runs. If its number cannot be checked here (another container or machine, or no known start
 * time), the last write to the journal decides.
 * @param touchedAt in ms since the epoch
 */
export function isAlive({ pid, place: where, started }: ProcessMark, touchedAt: number, now: number): boolean {
  const isRecent = now - touchedAt < SILENT_MS;
  if (where !== place()) return isRecent;
  if (!exists(pid)) return false;
  const current = startOf(pid);
  return started === null || current === undefined ? isRecent : current === started;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function place(): string {
  if (process.platform !== 'linux') return `${process.platform} ${hostname()}`;
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return `linux ${hostname()}`;
  }
}

/** When a process began; of one that has ended and is not yet collected "ended". */
function startOf(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  } catch {
    return undefined;
  }
}

/** The 22nd field of /proc/PID/stat: clock ticks since the machine was started. The second one may hold anything. */
function startOnLinux(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 'ZX'.includes(fields[0] ?? '') ? 'ended' : fields[19];
}

function startByPs(pid: number): string | undefined {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const output = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 5000,
  });
  return output.trim() || undefined;
}
