import { broken, lookSentence, settled, withLooks, type Watched } from '../run/resolve-pending.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import type { LedgerEntry, LedgerRun } from './ledger.ts';
import type { LedgerObservation } from './observing-run.ts';

/** What `verify` saw, by the entry as it is now. */
export type Looks = ReadonlyMap<LedgerEntry, LedgerObservation>;

const MET = { verdict: 'pass', actual: 'every deletion was met' } as const;

/** A requirement by what `verify` saw of its users; one that this does not concern stays as it was. */
export function afterVerify(
  requirement: RequirementResult,
  run: LedgerRun,
  looks: Looks,
  { requirements }: Results,
): RequirementResult {
  const own = ownDeletions(requirement, run, looks);
  const back = own.find(({ closed, look }) => closed?.as === 'back' && look);
  // Who comes back is charged once: to the requirement about everybody, where the run judged it.
  const isCharged =
    watchesEverybody(requirement) ||
    !requirements.some((one) => one.vendor === requirement.vendor && watchesEverybody(one));
  if (back && isCharged && requirement.area === 'erasure')
    return broken(requirement, back, `A deleted user came back: it was gone, and exists again.`, 'verify');
  if (requirement.reason === 'pending') return settled(requirement, own, run.ifMet[requirement.id] ?? MET, 'verify');
  const watched = own.filter(({ look }) => look);
  if (requirement.verdict !== 'pass' || requirement.area !== 'erasure' || watched.length === 0) return requirement;
  const message = [requirement.message, lookSentence(watched, 'verify')].filter(Boolean).join(' ');
  return { ...requirement, message, ...withLooks(requirement, own) };
}

/** The requirement that looks at everybody who was deleted, at the end of the run. */
const watchesEverybody = ({ check }: RequirementResult): boolean => check === 'stays-gone';

/** The deletions that a requirement depends on, with what was seen of them. */
function ownDeletions(requirement: RequirementResult, { entries, ifMet }: LedgerRun, looks: Looks): Watched[] {
  const { of: deletedBy = requirement.id } = ifMet[requirement.id] ?? {};
  const isOfAll = watchesEverybody(requirement);
  return entries
    .filter((one) => one.vendor === requirement.vendor && (isOfAll || one.requirement === deletedBy))
    .map((entry) => {
      const seen = looks.get(entry);
      return seen ? { ...entry, look: { at: seen.at, state: seen.observation.state, evidence: seen.evidence } } : entry;
    });
}
