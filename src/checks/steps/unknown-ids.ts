import type { CheckContext } from '../types.ts';

/** That many ids that cannot exist, at least one, after those that are given. */
export function unknownIds(context: CheckContext, count: number, given: readonly string[] = []): string[] {
  const missing = Math.max(1, count) - given.length;
  return [...given, ...Array.from({ length: Math.max(0, missing) }, () => context.unknownId())];
}
