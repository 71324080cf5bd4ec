import { readdirSync, readFileSync } from 'node:fs';

/** Where the system has no /proc, nothing is measured. */
const SAMPLE_MS = 100;

/**
 * Watches a process and all that descend from it.
 * @returns what ends the watch and tells the most memory that any one of them has held, in bytes; 0 where it is unknown
 */
export function watchMemory(root: number): () => number {
  let largest = 0;
  const sample = () => {
    for (const pid of familyOf(root)) {
      // The kernel remembers the highest mark of a living process, so what lies between two samples counts as well.
      const mark = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
      largest = Math.max(largest, Number(mark ?? 0) * 1024);
    }
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return largest;
  };
}

function familyOf(root: number): number[] {
  const parents = names().map((pid) => [pid, Number(/\) \S (\d+) /.exec(read(`/proc/${pid}/stat`))?.[1])] as const);
  const family = [root];
  for (const property of family)
    family.push(...parents.filter(([, parent]) => parent === property).map(([pid]) => pid));
  return family;
}

function names(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // It has ended meanwhile.
  }
}
