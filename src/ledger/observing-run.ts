import { titleOf } from '../evidence/exchange-title.ts';
import type { Exchange } from '../http/types.ts';
import { createClient } from '../run/client.ts';
import { closing } from '../run/deletion-status.ts';
import type { RequirementContext, RunContext, RunInput } from '../run/context.ts';
import { readUnknown } from '../run/read-unknown.ts';
import { openRun, type Run } from '../run/run.ts';
import type { RunSteps } from '../run/steps.ts';
import { needsGoneId } from '../run/unknown-id.ts';
import type { PreflightResult } from '../results/types.ts';
import { observeReturn } from '../users/confirm.ts';
import { createObserver } from '../users/observer.ts';
import type { User, UserObservation, UsersContext } from '../users/types.ts';
import type { Evidence, Results } from '../verdict/results.ts';
import type { KeptLook } from './kept-verdict.ts';
import type { KeptEntry, LedgerEntry, LedgerRun } from './ledger.ts';
import { deleteKept, observeKept } from './observe-kept.ts';

/** What was seen of one entry, and when, in ms since the epoch. */
export interface LedgerObservation {
  readonly at: number;
  readonly observation: UserObservation;
  readonly evidence: Evidence[];
}

/** The users of one run's ledger. */
export interface ToObserve {
  readonly run: LedgerRun;
  readonly watched: readonly LedgerEntry[];
  readonly kept: readonly KeptEntry[];
}

/** What the observing run saw, once it has ended. */
export interface Observed {
  readonly seen: Map<LedgerEntry, LedgerObservation>;
  readonly keptSeen: Map<KeptEntry, KeptLook>;
  readonly keptDeleted: Set<KeptEntry>;
}

/**
 * A run that judges nothing and looks at these users of the ledger. Who was kept is deleted where no deletion is pending
 * any more.
 */
export function createObservingRun(
  { run, watched, kept }: ToObserve,
  results: Results,
  targets: readonly RunInput[],
  { seen, keptSeen, keptDeleted }: Observed,
): Run {
  const vendors = targets.map((parts) => {
    const { name } = parts.vendor;
    const observe = results.targets.find(({ vendor }) => vendor === name)?.declared.observe ?? 'read';
    const own = watched.filter(({ vendor }) => vendor === name);
    const others = kept.filter(({ vendor }) => vendor === name);
    const isOpen = (entry: LedgerEntry): boolean => {
      const look = seen.get(entry);
      return entry.vendor === name && (look ? closing(look.observation, entry, look.at) : entry.closed) === null;
    };
    let preflightResult: PreflightResult = { ...PREFLIGHT_RESULT, observe };
    const steps: RunSteps = {
      preflight: async (context) => {
        if (own.length + others.length > 0) preflightResult = await withUnknownRead(context, preflightResult);
        const { redactor } = context;
        return { preflightResult, findings: redactor.value([]), users: [] };
      },
      judge: () => Promise.reject(new Error('verify judges nothing again')),
      async finalCheck(context) {
        for (const entry of own) seen.set(entry, await observeEntry(entry, context, preflightResult));
        const observer = (entry: KeptEntry) => () =>
          createObserver(usersContext(context, preflightResult, entry.requirement));
        for (const entry of others) keptSeen.set(entry, await observeKept(entry, context, observer(entry)));
        const living = others.filter((entry) => keptSeen.get(entry)?.state === 'living');
        if (living.length > 0 && !run.entries.some(isOpen))
          for (const entry of await deleteKept(living, context)) keptDeleted.add(entry);
        return context.redactor.value({ seen: [], findings: [], cleanup: { left: [], message: '' } });
      },
    };
    return { ...parts, requirements: [], steps };
  });
  const { runId, startedAt, seed, options, suite } = results;
  return openRun({ runId, startedAt, seed, options, suite, selection: null, vendors, now: () => Date.now() });
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

/** With what a read shows of an id that nobody has: where no document defines it, that is what counts as gone. */
async function withUnknownRead(context: RunContext, preflightResult: PreflightResult): Promise<PreflightResult> {
  // Ids that are short are not made up: there documented answers alone count.
  if (preflightResult.observe !== 'read' || needsGoneId(context)) return preflightResult;
  const { unknownRead } = await readUnknown(context, usersContext(context, preflightResult, 'preflight'));
  return { ...preflightResult, unknownRead };
}

function usersContext(context: RunContext, preflightResult: PreflightResult, requirement: string): UsersContext {
  const client = createClient(context);
  return {
    ...context,
    ...context.userCreation,
    runState: NO_STATE,
    requirement: { id: requirement } as UsersContext['requirement'],
    preflightResult,
    registerId: (id) => context.knownIds.registerId(id),
    send: (draft, sending) => client.send(draft, sending),
  };
}

/** Nobody is created, so nothing is shared. */
const NO_STATE: UsersContext['runState'] = {
  acquire: async () => ({ deleted: [], preserved: [], missing: 0 }),
  release: async () => undefined,
  mayCreate: async () => false,
  borrow: async () => [],
  releaseShared: async () => undefined,
  record: async () => undefined,
};

/** One look at a user; where it shows a user who must be gone, as many as it takes to confirm it (A35). */
async function observeEntry(
  entry: LedgerEntry,
  context: RequirementContext,
  preflightResult: PreflightResult,
): Promise<LedgerObservation> {
  const client = createClient(context);
  // The run that created or was offered this user has recorded it in its ledger.
  context.knownIds.registerId(entry.id);
  const observer = createObserver(usersContext(context, preflightResult, entry.requirement));
  const user: User = { id: entry.id, tenant: entry.tenant, marker: undefined, offered: entry.offered, exchanges: [] };
  const observe = (): Promise<UserObservation> => observer.afterDeletion(user);
  const { clock, target } = context;
  const [at, deadline] = [clock.now(), Date.parse(entry.deadline)];
  const seen = { at, observation: await observe() };
  const isThere = seen.observation.state === 'living' || seen.observation.state === 'terminating';
  const isSuspect = entry.closed?.as === 'met' ? isThere : seen.observation.state === 'living' && at >= deadline;
  const { settleMs } = target;
  const { observation } = isSuspect ? await observeReturn(seen, { observe, deadline, settleMs, clock }) : seen;
  const { profile } = context.vendor;
  const evidence = observation.exchanges.map((exchange: Exchange) => ({
    ...client.evidence(exchange),
    title: titleOf(exchange, { profile, who: 'the deleted user', when: 'by verify' }),
    concerns: `the deleted user ${entry.id}, looked at by verify`,
  }));
  return { at: clock.now(), observation, evidence };
}
