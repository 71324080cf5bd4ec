import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const USAGE = new URL('usage.js', import.meta.url).href;

/** What one run of a command took. */
export interface Measured {
  /** From the start of its process to its end. */
  readonly wallMs: number;
  /** User and system time of all its Node processes. */
  readonly cpuMs: number;
  /** Highest resident set of any one of them. */
  readonly peakBytes: number;
  /** Instants of the marks that it set, from the start of its process. */
  readonly marks: ReadonlyMap<string, number>;
}

/** Runs a Node program to its end, silently. */
export async function measure(
  program: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-usage-'));
  const file = join(folder, 'usage');
  const env = { ...process.env, NODE_OPTIONS: `--import ${USAGE}`, BENCH_USAGE: file, ...environment };
  try {
    const start = performance.now();
    await ended(spawn(process.execPath, program, { cwd: ROOT, env, stdio: 'ignore' }));
    const wallMs = performance.now() - start;
    const processes = readFileSync(file, 'utf8').trim().split('\n').map(usageOf);
    return {
      wallMs,
      cpuMs: processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
      peakBytes: Math.max(...processes.map(({ peakBytes }) => peakBytes)),
      marks: new Map(processes.flatMap(({ marks: markers }) => markers)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Usage {
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly marks: readonly (readonly [string, number])[];
}

const usageOf = (line: string): Usage => JSON.parse(line) as Usage;

function ended(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}

/** The middle of some values. */
export function median(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)] ?? NaN;
}
