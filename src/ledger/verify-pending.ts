import type { Exchange } from '../http/types.ts';
import { observeReturn } from '../users/confirm.ts';
import { createObserver } from '../users/observer.ts';
import type { UserObservation, User, UsersContext } from '../users/types.ts';
import { outcomeOf } from '../verdict/outcome.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import { mostSevere } from '../verdict/severity.ts';
import { VERDICTS, type Verdict } from '../verdict/types.ts';
import { createClient } from '../run/client.ts';
import type { RequirementContext, RunInput } from '../run/context.ts';
import { headlineOf } from '../results/headline.ts';
import type { LedgerEntry, LedgerRun } from './ledger.ts';
import { openRun, type Run } from '../run/run.ts';
import type { RunSteps } from '../run/steps.ts';
import type { PreflightResult } from '../results/types.ts';

/** What observing the open deletions of a run brought. */
export interface Verified {
  readonly run: LedgerRun;
  readonly results: Results;
}

/**
 * Looks at every open deletion of a run and returns its results with the requirements that were pending judged. A run of
 * its own, whose final check looks at the users of the ledger.
 */
export async function verify(run: LedgerRun, results: Results, targets: readonly RunInput[]): Promise<Verified> {
  const seen = new Map<LedgerEntry, LedgerObservation>();
  const observing = createObservingRun(run, results, targets, seen);
  await observing.end();
  const observed = new Map<LedgerEntry, RequirementResult['evidence']>();
  const entries = run.entries.map((entry) => {
    const observation = seen.get(entry);
    if (!observation) return entry;
    const now = { ...entry, closed: closing(observation.observation, entry, observation.at) };
    observed.set(now, observation.evidence);
    return now;
  });
  const requirements = results.requirements.map((one) => afterDeletions(one, entries, run, observed));
  return { run: { ...run, entries }, results: withRequirements(results, requirements, targets[0]?.clock.now() ?? 0) };
}

/** A run that judges nothing and looks at the users that the ledger has open. */
function createObservingRun(
  { entries }: LedgerRun,
  results: Results,
  targets: readonly RunInput[],
  seen: Map<LedgerEntry, LedgerObservation>,
): Run {
  const vendors = targets.map((parts) => {
    const { name } = parts.vendor;
    const observe = results.targets.find(({ vendor }) => vendor === name)?.declared.observe ?? 'read';
    const preflightResult = { ...PREFLIGHT_RESULT, observe };
    const open = entries.filter(({ vendor, closed }) => vendor === name && !closed);
    const steps: RunSteps = {
      preflight: async ({ redactor }) => ({
        preflightResult,
        findings: redactor.value([]),
        evidence: redactor.value([]),
        users: [],
      }),
      judge: () => Promise.reject(new Error('verify judges nothing again')),
      async finalCheck(context) {
        for (const entry of open) seen.set(entry, await observeEntry(entry, context, preflightResult));
        return context.redactor.value({ seen: [], findings: [], cleanup: { left: [], message: '' } });
      },
    };
    return { ...parts, requirements: [], steps };
  });
  const { runId, startedAt, seed, options, suite } = results;
  return openRun({ runId, startedAt, seed, options, suite, selection: null, vendors, now: () => Date.now() });
}

/** What was seen of one entry, and when, in ms since the epoch. */
interface LedgerObservation {
  readonly at: number;
  readonly observation: UserObservation;
  readonly evidence: RequirementResult['evidence'];
}

function closing({ state }: UserObservation, { deadline }: LedgerEntry, now: number): LedgerEntry['closed'] {
  const at = new Date(now).toISOString();
  if (state === 'gone') return { at, as: 'met' };
  if (now < Date.parse(deadline)) return null;
  if (state === 'living') return { at, as: 'overdue' };
  return state === 'terminating' ? { at, as: 'late' } : null;
}

async function observeEntry(
  entry: LedgerEntry,
  context: RequirementContext,
  preflightResult: PreflightResult,
): Promise<LedgerObservation> {
  const client = createClient(context);
  // The run that created or was offered this user has said so in its ledger.
  context.knownIds.registerId(entry.id);
  const observer = createObserver({
    ...context,
    requirement: { id: entry.requirement } as UsersContext['requirement'],
    preflightResult,
    registerId: (id) => context.knownIds.registerId(id),
    send: (draft, sending) => client.send(draft, sending),
  });
  const user: User = { id: entry.id, tenant: entry.tenant, marker: undefined, offered: entry.offered, exchanges: [] };
  const observe = (): Promise<UserObservation> => observer.afterDeletion(user);
  const { clock, target } = context;
  const [at, deadline] = [clock.now(), Date.parse(entry.deadline)];
  const seen = { at, observation: await observe() };
  const isOverdue = seen.observation.state === 'living' && at >= deadline;
  const { settleMs } = target;
  const { observation } = isOverdue ? await observeReturn(seen, { observe, deadline, settleMs, clock }) : seen;
  const evidence = observation.exchanges.map((exchange: Exchange) => client.evidence(exchange));
  return { at: clock.now(), observation, evidence };
}

const PREFLIGHT_RESULT: PreflightResult = {
  credentials: 'accepted',
  message: '',
  users: 'created',
  observe: 'read',
  observeBecause: '',
  stateless: false,
  unknownRead: {},
  unknownIsNotFound: true,
  latencyMs: 0,
  notes: [],
};

/** A requirement that was pending, by what became of its deletions; every other one stays as it was. */
function afterDeletions(
  requirement: RequirementResult,
  entries: readonly LedgerEntry[],
  { ifMet: whenDeleted }: LedgerRun,
  seen: ReadonlyMap<LedgerEntry, RequirementResult['evidence']>,
): RequirementResult {
  if (requirement.reason !== 'pending') return requirement;
  // What looks at everybody at the end of the run waits for everybody.
  const isAll = requirement.check === 'stays-gone';
  const { of: deletedBy = requirement.id } = whenDeleted[requirement.id] ?? {};
  const own = entries.filter((one) => one.vendor === requirement.vendor && (isAll || one.requirement === deletedBy));
  const of = (as: NonNullable<LedgerEntry['closed']>['as']) => own.filter(({ closed }) => closed?.as === as);
  const open = own.filter(({ closed }) => closed === null);
  const evidence = [...requirement.evidence, ...own.flatMap((one) => seen.get(one) ?? [])].slice(-10);
  const told = { ...requirement, message: '', reason: null, pending: null, evidence };
  const [overdue] = of('overdue');
  if (overdue)
    return { ...told, verdict: requirement.level === 'MUST' ? 'fail' : 'warn', actual: saying(overdue, 'living') };
  if (open.length > 0) {
    const deadline =
      open
        .map((one) => one.deadline)
        .sort()
        .at(-1) ?? '';
    return { ...requirement, pending: { deadline }, evidence };
  }
  const met = whenDeleted[requirement.id] ?? { verdict: 'pass' as const, actual: 'every deletion was met' };
  const [late] = of('late');
  if (!late) return { ...told, verdict: met.verdict, actual: met.actual };
  return { ...told, verdict: mostSevere([met.verdict, 'warn']), actual: saying(late, 'still being terminated') };
}

function saying({ id, deadline }: LedgerEntry, state: string): string {
  return `the deleted user ${id}: ${state} after ${deadline}`;
}

function withRequirements(results: Results, requirements: RequirementResult[], now: number): Results {
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
    finishedAt: new Date(now).toISOString(),
  };
}
