import type { CreateStep } from '../spec-loader/types.ts';

/** Whether users of a variant are created by a step. */
export function isStepOf(variant: string | undefined, { unless = [], only }: CreateStep): boolean {
  if (variant !== undefined && [unless].flat().includes(variant)) return false;
  return only === undefined || (variant !== undefined && [only].flat().includes(variant));
}

/** Whether a variant has a second thing of the kind that distinguishes users. */
export function hasNextMark(steps: readonly CreateStep[], variant: string | undefined): boolean {
  return steps.some((step) => isStepOf(variant, step) && JSON.stringify({ body: step.body }).includes('{nextMark}'));
}
