import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** What the processes of one run of a command hold. */
export interface Memory {
  /** Highest resident set of any one of its processes, in bytes; 0 where the system has no /proc. */
  readonly largest: number;
  /** Highest sum of proportional sets of the whole process tree, in bytes; 0 where the system has no /proc. */
  readonly tree: number;
}

const SAMPLE_MS = 100;

export interface Running {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs a Node program to its end, silently. @returns the time it took, in ms */
export async function timeOf(program: readonly string[], running: Running): Promise<number> {
  const start = performance.now();
  await ended(started(program, running));
  return performance.now() - start;
}

/**
 * Runs a Node program to its end, silently, and samples its process tree. Not while time is taken: the sampling process
 * is the one whose sandbox answers.
 */
export async function memoryOf(program: readonly string[], running: Running): Promise<Memory> {
  const child = started(program, running);
  let largest = 0;
  let tree = 0;
  const sampler = setInterval(() => {
    const sizes = descendants(child.pid ?? 0).map(sizeOf);
    largest = Math.max(largest, ...sizes.map(({ resident }) => resident));
    tree = Math.max(
      tree,
      sizes.reduce((sum, { proportional }) => sum + proportional, 0),
    );
  }, SAMPLE_MS);
  await ended(child).finally(() => clearInterval(sampler));
  return { largest, tree };
}

function started(program: readonly string[], { cwd, environment }: Running): ChildProcess {
  return spawn(process.execPath, program, { cwd, env: { ...process.env, ...environment }, stdio: 'ignore' });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

function descendants(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readNames('/proc')) {
    const parent = /\) \S (\d+) /.exec(readText(`/proc/${name}/stat`))?.[1];
    if (parent) children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(name)]);
  }
  const found: number[] = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

function sizeOf(pid: number): { resident: number; proportional: number } {
  const text = readText(`/proc/${String(pid)}/smaps_rollup`);
  const kilobytes = (field: string): number => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return { resident: kilobytes('Rss') * 1024, proportional: kilobytes('Pss') * 1024 };
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return []; // No /proc here: memory is not measured.
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile.
  }
}
