import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** What changes a disk, as src/output uses it. */
const CHANGING = ['mkdirSync', 'writeFileSync', 'renameSync', 'rmSync'] as const;

export type Fault =
  /** No file can be written, only moved and removed. */
  | { readonly full: true }
  /** One change is refused, as on a disk that is full at that moment. */
  | { readonly fails: number }
  /** One change and all later ones are refused: the disk is left as by a process that was killed there. */
  | { readonly endsBefore: number }
  /** A file is written by half, and nothing after it. */
  | { readonly endsIn: number };

/**
 * Does something whose changes of the disk are counted, and one of them fails.
 * @returns how many changes were tried, and what was thrown
 */
export function withFault(fault: Fault, act: () => void): { changes: number; thrown: unknown } {
  const whole = Object.fromEntries(CHANGING.map((name) => [name, fs[name]]));
  let changes = 0;
  const guarded =
    (name: (typeof CHANGING)[number]) =>
    (...given: unknown[]): unknown => {
      changes += 1;
      if ('endsIn' in fault && fault.endsIn === changes && name === 'writeFileSync') {
        const [path, content, options] = given as [string, string, fs.WriteFileOptions];
        (whole.writeFileSync as typeof fs.writeFileSync)(path, content.slice(0, content.length / 2), options);
      }
      if (isRefused(fault, name, changes))
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return (whole[name] as (...all: unknown[]) => unknown)(...given);
    };
  Object.assign(fs, Object.fromEntries(CHANGING.map((name) => [name, guarded(name)])));
  syncBuiltinESMExports();
  try {
    act();
    return { changes, thrown: undefined };
  } catch (thrown) {
    return { changes, thrown };
  } finally {
    Object.assign(fs, whole);
    syncBuiltinESMExports();
  }
}

function isRefused(fault: Fault, name: string, change: number): boolean {
  if ('full' in fault) return name === 'writeFileSync';
  if ('fails' in fault) return change === fault.fails;
  return change >= ('endsIn' in fault ? fault.endsIn : fault.endsBefore);
}
