import { headlineOf } from '../results/headline.ts';
import { closing } from '../run/deletion-status.ts';
import type { RunInput } from '../run/context.ts';
import { outcomeOf } from '../verdict/outcome.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import { VERDICTS, type Verdict } from '../verdict/types.ts';
import { afterKeptLooks, type KeptLook, type KeptLooks } from './kept-verdict.ts';
import { stillKept, type KeptEntry, type LedgerEntry, type LedgerRun } from './ledger.ts';
import { createObservingRun, type LedgerObservation, type Observed } from './observing-run.ts';
import { afterVerify } from './verified-requirement.ts';

/** What observing the deletions of a run brought. */
export interface Verified {
  readonly run: LedgerRun;
  readonly results: Results;
  /** Users that were looked at. */
  readonly looked: number;
  /** What was seen of the users that the run keeps. */
  readonly keptLooks: KeptLooks;
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
  const kept = stillKept(run);
  const observed: Observed = { seen, keptSeen: new Map(), keptDeleted: new Set() };
  await createObservingRun({ run, watched, kept }, results, targets, observed).end();
  const looks = new Map<LedgerEntry, LedgerObservation>();
  const entries = run.entries.map((entry) => {
    const look = seen.get(entry);
    if (!look) return entry;
    const now = { ...entry, closed: closing(look.observation, entry, look.at) };
    looks.set(now, look);
    return now;
  });
  const keptLooks = new Map<KeptEntry, KeptLook>();
  const verified = { ...run, entries, ...keptNow(run, observed, keptLooks) };
  const requirements = results.requirements.map((one) =>
    afterKeptLooks(afterVerify(one, verified, looks, results), keptLooks, results),
  );
  const { ledger } = results;
  const noted = ledger && { ...ledger, kept: stillKept(verified).length };
  return {
    run: verified,
    results: { ...withRequirements(results, requirements), ledger: noted, cleanup: cleanupNow(results, verified) },
    looked: seen.size,
    keptLooks,
  };
}

/** The kept users as they are now; `looks` gets what was seen of them, by these entries. */
function keptNow(
  { kept }: LedgerRun,
  { keptSeen, keptDeleted }: Observed,
  looks: Map<KeptEntry, KeptLook>,
): Pick<LedgerRun, 'kept'> {
  if (!kept) return {};
  return {
    kept: kept.map((entry) => {
      const look = keptSeen.get(entry);
      if (!look) return entry;
      const at = new Date(look.at).toISOString();
      const as = keptDeleted.has(entry) ? ('deleted' as const) : look.state === 'harmed' ? ('lost' as const) : null;
      const now = { ...entry, closed: as && { at, as } };
      looks.set(now, look);
      return now;
    }),
  };
}

/** Who is left once `verify` has looked: not those that it saw gone, nor those that it deleted. */
function cleanupNow({ cleanup }: Results, run: LedgerRun): Results['cleanup'] {
  return cleanup.map((one) => {
    const own = [...run.entries, ...(run.kept ?? [])].filter(({ vendor }) => vendor === one.vendor);
    const gone = new Set(own.flatMap(({ id, closed }) => (['met', 'deleted'].includes(closed?.as ?? '') ? [id] : [])));
    const left = one.left.filter((id) => !gone.has(id));
    const kept = stillKept(run).filter(({ vendor }) => vendor === one.vendor).length;
    const wasKept = own.length > 0 && (run.kept ?? []).some(({ vendor }) => vendor === one.vendor);
    if (left.length === one.left.length && !wasKept) return one;
    const who =
      left.length === 0
        ? 'Clean: verify saw that nobody is left'
        : `Left behind: ${left.length === 1 ? '1 user' : `${left.length} users`}`;
    return {
      ...one,
      left,
      message: `${who} of those that the run created${kept > 0 ? `, but for ${kept} kept on purpose` : ''}.`,
    };
  });
}

function withRequirements(results: Results, requirements: RequirementResult[]): Results {
  const { options, targets, partial, quick } = results;
  const required = requirements.map(({ id }) => id);
  const outcome = outcomeOf(requirements, required, { ...options, partial: partial !== null });
  const isPartial = partial !== null;
  return {
    ...results,
    outcome,
    headline: headlineOf({ outcome, targets, requirements, options, isPartial, quick, missingShards: [] }),
    requirements,
    counts: Object.fromEntries(
      VERDICTS.map((verdict) => [verdict, requirements.filter((one) => one.verdict === verdict).length]),
    ) as Record<Verdict, number>,
  };
}
