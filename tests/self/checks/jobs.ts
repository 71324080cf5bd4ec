import { CHECKS } from '../../../src/checks/index.ts';
import type { Check } from '../../../src/checks/types.ts';
import { virtualClock } from '../../../src/clock.ts';
import type { RequirementResult } from '../../../src/verdict/results.ts';
import { ploverServer, type PloverChanges } from '../vendors/plover-server.ts';
import { judge } from '../vendors/judge.ts';

/** The result of one requirement of Plover Lists, whose deletions are jobs, for a server with these changes. */
export async function judgedWith(slug: string, changes: PloverChanges): Promise<RequirementResult> {
  const clock = virtualClock();
  const results = await judge(ploverServer(clock, changes), clock, ({ id }) => id === `plover/${slug}`);
  const found = results.requirements.find(({ id }) => id === `plover/${slug}`);
  if (!found) throw new Error(`Plover Lists has no requirement ${slug}.`);
  return found;
}

/** The verdict of the same, by a check of this name that does nothing: what it finds is found by it alone. */
export async function judgedWithout(check: string, slug: string, changes: PloverChanges): Promise<string> {
  const checks = CHECKS as Map<string, Check>;
  const whole = checks.get(check)!;
  checks.set(check, { ...whole, run: async () => [] });
  try {
    return (await judgedWith(slug, changes)).verdict;
  } finally {
    checks.set(check, whole);
  }
}
