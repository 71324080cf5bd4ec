import { headlineOf } from '../results/headline.ts';
import type { RunInput } from '../run/context.ts';
import type { UserObservation } from '../users/types.ts';
import { outcomeOf } from '../verdict/outcome.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import { VERDICTS, type Verdict } from '../verdict/types.ts';
import type { LedgerEntry, LedgerRun } from './ledger.ts';
import { createObservingRun, type LedgerObservation } from './observing-run.ts';
import { afterVerify } from './verified-requirement.ts';

/** What observing the deletions of a run brought. */
export interface Verified {
  readonly run: LedgerRun;
  readonly results: Results;
  /** Users that were looked at. */
  readonly looked: number;
}

/** Which users are looked at: those whose deletion is pending; with `recheck` also those that were seen gone. */
export interface VerifyScope {
  readonly recheck: boolean;
}

/**
 * Looks at the users that a run deleted and returns its results, with the requirements judged that this decides. A run of
 * its own, whose final check looks at the users of the ledger.
 */
export async function verify(
  run: LedgerRun,
  results: Results,
  targets: readonly RunInput[],
  { recheck }: VerifyScope = { recheck: false },
): Promise<Verified> {
  const seen = new Map<LedgerEntry, LedgerObservation>();
  const waiting = results.requirements.filter(({ reason }) => reason === 'pending');
  const awaited = new Set(waiting.flatMap(({ id }) => [id, run.ifMet[id]?.of ?? id]));
  // A user who was seen gone only after its requirement had ended is looked at for the evidence.
  const watched = run.entries.filter(
    ({ closed, requirement }) => closed === null || (closed.as === 'met' && (recheck || awaited.has(requirement))),
  );
  await createObservingRun(watched, results, targets, seen).end();
  const looks = new Map<LedgerEntry, LedgerObservation>();
  const entries = run.entries.map((entry) => {
    const look = seen.get(entry);
    if (!look) return entry;
    const now = { ...entry, closed: closing(look.observation, entry, look.at) };
    looks.set(now, look);
    return now;
  });
  const verified = { ...run, entries };
  const requirements = results.requirements.map((one) => afterVerify(one, verified, looks, results));
  return { run: verified, results: withRequirements(results, requirements), looked: seen.size };
}

function closing({ state }: UserObservation, entry: LedgerEntry, now: number): LedgerEntry['closed'] {
  const at = new Date(now).toISOString();
  const isOver = now >= Date.parse(entry.deadline);
  const isThere = state === 'living' || state === 'terminating';
  // A user who is back before the deadline may be on the way out still.
  if (entry.closed) return isThere ? (isOver ? { at, as: 'back' } : null) : entry.closed;
  if (state === 'gone') return { at, as: 'met' };
  if (!isOver) return null;
  if (state === 'living') return { at, as: 'overdue' };
  return state === 'terminating' ? { at, as: 'late' } : null;
}

function withRequirements(results: Results, requirements: RequirementResult[]): Results {
  const { options, targets, partial } = results;
  const required = requirements.map(({ id }) => id);
  const outcome = outcomeOf(requirements, required, { ...options, partial: partial !== null });
  const isPartial = partial !== null;
  return {
    ...results,
    outcome,
    headline: headlineOf({ outcome, targets, requirements, options, isPartial, missingShards: [] }),
    requirements,
    counts: Object.fromEntries(
      VERDICTS.map((verdict) => [verdict, requirements.filter((one) => one.verdict === verdict).length]),
    ) as Record<Verdict, number>,
  };
}
