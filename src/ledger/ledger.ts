import { createHash } from 'node:crypto';
import type { DeepReadonly } from '../deep-readonly.ts';
import type { UserRecord } from '../users/user-record.ts';
import type { KeptBystander } from '../run/kept-bystanders.ts';
import type { LedgerFile } from './schema-types.ts';

/**
 * Every deletion that was accepted, across runs: what was promised, and whether it was kept. `--ledger FILE`. The types are
 * those of `specs/ledger.schema.json`; here are their names.
 */
export type Ledger = DeepReadonly<LedgerFile>;

/** One run's own entries. */
export type LedgerRun = Ledger['runs'][number];

/** A user who had to survive the run and lives on. */
export type KeptEntry = NonNullable<LedgerRun['kept']>[number];

/** A user whose deletion was accepted. */
export type LedgerEntry = LedgerRun['entries'][number];

/** The entry of a user that a run keeps. */
export const keptEntry = (vendor: string, user: KeptBystander): KeptEntry => ({ vendor, ...user, closed: null });

/** Those that the run of an entry in the ledger still keeps. */
export const stillKept = (run: LedgerRun | undefined): readonly KeptEntry[] =>
  run?.kept?.filter(({ closed }) => closed === null) ?? [];

export const EMPTY: Ledger = { schemaVersion: 1, runs: [] };

/**
 * The entries of a run: one for each user whose deletion was accepted.
 * @param deadlineMs of the vendor's target, counted from the accepting answer
 */
export function entriesOf(vendor: string, users: readonly UserRecord[], deadlineMs: number, at: number): LedgerEntry[] {
  return users.flatMap(({ id, tenant, offered, deletedAt, seenGone, requirement }) => {
    if (deletedAt === null) return [];
    const closed = seenGone ? { at: new Date(at).toISOString(), as: 'met' as const } : null;
    const acceptedAt = new Date(deletedAt).toISOString();
    const deadline = new Date(deletedAt + deadlineMs).toISOString();
    return { vendor, requirement, id, tenant, offered, acceptedAt, deadline, closed };
  });
}

/** SHA-256 of what a run promised, in hex: what becomes of its entries later does not change it. */
export function digestOf({ runId, entries, ifMet: whenDeleted, kept }: LedgerRun): string {
  const promised = entries.map(({ closed: _, ...entry }) => entry);
  const living = kept ? [kept.map(({ closed: _, ...entry }) => entry)] : [];
  return createHash('sha256')
    .update(JSON.stringify([runId, promised, whenDeleted, ...living]))
    .digest('hex');
}

/** A ledger with one run more. */
export function withRun(ledger: Ledger, run: LedgerRun): Ledger {
  return { ...ledger, runs: [...ledger.runs.filter(({ runId }) => runId !== run.runId), run] };
}

/** Offered users of a vendor that an earlier run has used up. */
export function usedUp({ runs }: Ledger, vendor: string): ReadonlySet<string> {
  const entries = runs.flatMap((run) => run.entries);
  return new Set(entries.filter((one) => one.vendor === vendor && one.offered).map(({ id }) => id));
}
