import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** One run of a command, as seen from outside. */
export interface Measured {
  /** Wall time, in ms. */
  readonly ms: number;
  /** Highest resident set of any one of its processes, in bytes; 0 where the system has no /proc. */
  readonly largest: number;
  /** Highest sum of proportional sets of the whole process tree, in bytes; 0 where the system has no /proc. */
  readonly tree: number;
}

const SAMPLE_MS = 100;

/** Runs a Node program to its end, silently, and samples its process tree. */
export function measure(
  program: readonly string[],
  { cwd, environment }: { cwd: string; environment: Readonly<Record<string, string>> },
): Promise<Measured> {
  const start = performance.now();
  const child = spawn(process.execPath, program, { cwd, env: { ...process.env, ...environment }, stdio: 'ignore' });
  let largest = 0;
  let tree = 0;
  const sampler = setInterval(() => {
    const sizes = descendants(child.pid ?? 0).map(memoryOf);
    largest = Math.max(largest, ...sizes.map(({ resident }) => resident));
    tree = Math.max(
      tree,
      sizes.reduce((sum, { proportional }) => sum + proportional, 0),
    );
  }, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearInterval(sampler);
      resolve({ ms: performance.now() - start, largest, tree });
    });
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

function memoryOf(pid: number): { resident: number; proportional: number } {
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
