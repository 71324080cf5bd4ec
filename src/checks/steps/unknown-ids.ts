import type { Scene } from '../types.ts';

/** That many ids that cannot exist, at least one, after those that are given. */
export function unknownIds(scene: Scene, count: number, given: readonly string[] = []): string[] {
  const missing = Math.max(1, count) - given.length;
  return [...given, ...Array.from({ length: Math.max(0, missing) }, () => scene.unknownId())];
}
