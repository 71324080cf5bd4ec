import v8 from 'node:v8';
import vm from 'node:vm';

/** Bytes of large bodies that may become garbage before it is collected. Each leaves about four times its size behind. */
const MOST_GARBAGE = 3 * 1024 * 1024;

let garbage = 0;
let collect: (() => void) | undefined;

/**
 * Counts the bytes of dropped large bodies and forces a garbage collection at 3 MB. Without this, V8 lets a heap of 30
 * MB grow fourfold, plus 64 MB of buffers, and a run with large responses uses three times the memory that it needs.
 * Ordinary answers are so small that nothing is ever collected early.
 */
export function noteGarbage(bytes: number): void {
  garbage += bytes;
  if (garbage < MOST_GARBAGE) return;
  garbage = 0;
  collect ??= collector();
  collect();
}

/** Collects once more what a run with large responses has left, before something else takes memory. */
export function collectAgain(): void {
  collect?.();
}

function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc') as () => void;
}
