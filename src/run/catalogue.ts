import { randomUUID } from 'node:crypto';
import type { Requirement } from '../verdict/types.ts';
import type { RequirementResult, Results } from '../verdict/results.ts';
import { newRunPrefix, sharedBy, surroundingsOf, type RunContext, type RunParts } from './context.ts';
import { allotBadCredentials } from './credential-allotment.ts';
import { createDesk } from './desk.ts';
import { inTurns } from './in-turns.ts';
import { lastLook } from './last-look.ts';
import { preflight } from './preflight.ts';
import { assemble } from './results.ts';
import { runRow } from './run-row.ts';
import { isHeldBack } from './special.ts';
import { settleRows, SETTLED_CHECKS } from './settle.ts';
import type { ContractFinding, RowReport } from './types.ts';

/** Rows that run at the same time. */
const AT_ONCE = 8;

/** A run inside this process; prefix and hazards have defaults. */
export interface CatalogueParts extends Omit<RunParts, 'runPrefix' | 'allowHazardous'> {
  readonly runPrefix?: string;
  readonly allowHazardous?: boolean;
  readonly options?: Partial<Results['options']>;
  /** Only these rows; default all. */
  readonly select?: (row: Requirement) => boolean;
}

/** Judges one target by a vendor's whole catalogue inside this process, without a runner. */
export async function runCatalogue(parts: CatalogueParts): Promise<Results> {
  const { vendor, target, clock, seed } = parts;
  const rows = vendor.requirements.filter((row) => row.check !== undefined && (parts.select?.(row) ?? true));
  const startedAt = new Date(clock.now()).toISOString();
  const surroundings = surroundingsOf({ runPrefix: newRunPrefix(), allowHazardous: false, ...parts });
  const found = await preflight(surroundings);
  const sent = rows.filter((row) => !isHeldBack(row, target, surroundings.allowHazardous));
  const desk = createDesk({ target, rows: sent, standing: found.standing, ...sharedBy(surroundings) });
  await desk.note([...found.users]);
  const full: RunContext = { ...surroundings, desk };
  const reports: RowReport[] = [];
  const executed = rows.filter(({ check }) => !SETTLED_CHECKS.has(check ?? ''));
  allotBadCredentials(surroundings, executed);
  await inTurns(executed, AT_ONCE, async (row) => void reports.push(await runRow(row, full)));
  const last = await lastLook(full, found.standing, desk.users());
  const contract: ContractFinding[] = [
    ...found.findings,
    ...reports.flatMap((report) => report.contract),
    ...last.findings,
  ];
  const own: RequirementResult[] = reports.map(({ result }) => result);
  const settled = settleRows(rows, {
    findings: contract,
    lastLook: last.seen,
    deletion: vendor.profile.deletion,
    standing: await desk.standing(),
    results: own,
  });
  const end = {
    vendor: vendor.name,
    standing: found.standing,
    contract: [],
    lastLook: last.seen,
    cleanup: last.cleanup,
  };
  const options = {
    strict: false,
    acceptUnprovenErasure: false,
    allowHazardous: false,
    partial: false,
    ...parts.options,
  };
  return assemble([{ vendor, target, end, results: [...own, ...settled], required: rows.map(({ id }) => id) }], {
    runId: randomUUID(),
    suite: { name: 'deletion-conformance', version: '0.0.0', commit: null },
    startedAt,
    finishedAt: new Date(clock.now()).toISOString(),
    seed,
    selection: parts.select ? 'a selection' : null,
    options,
  });
}
