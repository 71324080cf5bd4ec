import { randomInt, randomUUID } from 'node:crypto';
import { DEBUG_LOG } from '../../src/evidence/debug-log.ts';
import { blobName, type Shard } from '../../src/run/shard.ts';
import { Problem } from '../../src/vendor/problem.ts';
import { NO_MANNERS, type Manners } from './manners.ts';
import type { Results } from '../../src/verdict/results.ts';

/** What a run was told to do, and what that means for the vendors at hand. Crosses processes as JSON; no secrets. */
export interface RunOrder {
  /** New for every run: the wrapper believes no results file that carries another. */
  readonly runId: string;
  /** ISO instant. */
  readonly startedAt: string;
  readonly seed: number;
  /** Folder of the report, as the operator named it. */
  readonly reportDir: string;
  /** Regular expression that ids must match; null: all of them. */
  readonly grep: string | null;
  /** Vendors named with `--vendor`; empty: whichever are configured. */
  readonly vendors: readonly string[];
  /** Whether `--sandbox` was given. */
  readonly sandbox: boolean;
  readonly strict: boolean;
  readonly acceptUnprovenErasure: boolean;
  readonly allowHazardous: boolean;
  readonly partial: boolean;
  /** List of known failures, as the operator named it; null: none. */
  readonly knownFailures: string | null;
  readonly manners: Manners;
  /** Ledger of deletions, as the operator named it; null: none is kept. */
  readonly ledger: string | null;
  /** Folder to leave cassettes in; null: none. */
  readonly record: string | null;
  /** Folder of the cassettes that answer instead of a target; null: none. */
  readonly replay: string | null;
  /** The share of the rows to run; null: all, and judge them. */
  readonly shard: Shard | null;
}

/** What of an order changes how its results are judged. */
export function optionsOf({ strict, acceptUnprovenErasure, allowHazardous, partial }: RunOrder): Results['options'] {
  return { strict, acceptUnprovenErasure, allowHazardous, partial };
}

/** Files that a run may write to its report folder beside the report. */
export function ownFiles({ shard }: Pick<RunOrder, 'shard'>): string[] {
  return [DEBUG_LOG, ...(shard ? [blobName(shard)] : [])];
}

/** The order of a run that nobody told anything: a native `npx playwright test`. */
export function defaultOrder(): RunOrder {
  return {
    runId: randomUUID(),
    startedAt: new Date().toISOString(),
    seed: randomInt(1, 2 ** 31),
    reportDir: 'conformance-report',
    grep: null,
    vendors: [],
    sandbox: false,
    strict: false,
    acceptUnprovenErasure: false,
    allowHazardous: false,
    partial: false,
    knownFailures: null,
    manners: NO_MANNERS,
    ledger: null,
    record: null,
    replay: null,
    shard: null,
  };
}

/**
 * Whether a requirement is among those that the order asks for.
 * @throws Problem where the pattern is no regular expression.
 */
export function selects({ grep }: Pick<RunOrder, 'grep'>, id: string): boolean {
  if (grep === null) return true;
  try {
    return new RegExp(grep).test(id);
  } catch {
    throw new Problem(`--grep ${JSON.stringify(grep)} is not a regular expression: escape its special characters.`);
  }
}
