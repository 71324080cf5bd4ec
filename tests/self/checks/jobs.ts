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
