import type { Suite } from '../types.ts';
import type { Fault } from '../matrix/fault.ts';
import { foundBy } from '../matrix/matrix.ts';

/** Whether a run of these requirements, and none but these, finds a fault: as hard a violation as the fault is, or an outcome that is not conformant. */
export async function isFound<Run>(suite: Suite<Run>, slugs: readonly string[], fault: Fault<Run>): Promise<boolean> {
  const select = ({ slug }: { readonly slug: string }) => slugs.includes(slug);
  const { outcome, requirements } = await suite.judge({ ...fault.broken.change(), select });
  if (fault.grade === null) return outcome !== 'conformant';
  const { fail, warn } = foundBy(requirements);
  return fail.length > 0 || (fault.grade === 'warn' && warn.length > 0);
}
