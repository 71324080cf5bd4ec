import { CHECKS } from '../checks/index.ts';
import type { Needs } from '../checks/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { acting } from './shared-scenarios.ts';

/** How many users each of the requirements that act needs, in their order. */
export function needsOf(requirements: readonly Requirement[]): ReadonlyMap<string, Needs> {
  return new Map(
    acting(requirements).map(({ id, ...requirement }) => {
      const needs = CHECKS.get(requirement.check ?? '')?.needs?.({ id, ...requirement });
      return [id, needs ?? { deleted: 0, preserved: 0 }];
    }),
  );
}
