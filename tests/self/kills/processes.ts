import { readdirSync, readFileSync } from 'node:fs';

export interface Found {
  readonly pid: number;
  readonly command: string;
}

/** The variable by which processes that a test started are known, those that they started included. */
export const MARKER = 'DELETION_SELF_TEST_MARK';

/** Every process that has a mark in its environment. Linux alone says so. */
export function processesWith(marker: string): Found[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const variables = read(`/proc/${name}/environ`).split('\0');
    if (!variables.includes(`${MARKER}=${marker}`)) return [];
    return { pid: Number(name), command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim() };
  });
}

/**
 * Waits until no process has a mark any more.
 * @returns those that are left when the time is up, and how long it took, in ms
 */
export async function untilEnded(marker: string, withinMs: number): Promise<{ left: Found[]; tookMs: number }> {
  const start = Date.now();
  for (;;) {
    const left = processesWith(marker);
    const tookMs = Date.now() - start;
    if (left.length === 0 || tookMs > withinMs) return { left, tookMs };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Empty where the process has ended meanwhile, or is somebody else's. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
