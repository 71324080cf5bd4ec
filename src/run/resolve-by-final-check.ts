import type { FinalCheckEntry } from '../checks/run-level/types.ts';
import type { RequirementResult } from '../verdict/results.ts';
import { closing } from './deletion-status.ts';
import { settled, type Watched } from './resolve-pending.ts';
import type { RequirementReport } from './types.ts';

/**
 * A requirement that was pending when it ended, by what the final check of the same run saw of its users. It stays pending
 * where one of them was not looked at, or might still go in time.
 */
export function settledByFinalCheck(
  { result, verdictWhenDeleted: met }: RequirementReport,
  finalCheck: readonly FinalCheckEntry[],
): RequirementResult {
  if (result.reason !== 'pending' || !met) return result;
  const { of: deletedBy = result.id } = met;
  const seen = finalCheck.filter(({ deleted, requirement }) => deleted && requirement === deletedBy);
  const own = seen.map(watchedBy);
  if (own.length === 0 || own.some(({ closed }) => closed === null)) return result;
  const now = settled(result, own, met, 'the final check');
  const [shown] = now.verdict === 'fail' || now.verdict === 'warn' ? seen.flatMap((one) => one.reproduce ?? []) : [];
  return shown ? { ...now, reproduce: shown } : now;
}

/** Who was seen gone before has nothing more to show. */
function watchedBy({ user, state, awaited, evidence }: FinalCheckEntry): Watched {
  if (!awaited) return { id: user, acceptedAt: '', deadline: '', closed: { at: '', as: 'met' } };
  const { acceptedAt, deadline } = awaited;
  const at = Date.parse(awaited.at);
  const closed = closing({ state }, { deadline, closed: null }, at);
  const concerns = `the deleted user ${user}, looked at by the final check`;
  const look = { at, state, evidence: evidence.map((one) => ({ ...one, concerns })) };
  return { id: user, acceptedAt, deadline, closed, look };
}
