import type { RunContext } from '../../src/run/context.ts';
import type { Recorder } from '../../src/cassette/record.ts';
import type { Docket } from '../../src/run/docket.ts';
import type { MainDesk } from '../../src/run/desk.ts';
import type { LastLook } from '../../src/run/last-look.ts';
import type { ContractFinding, Standing } from '../../src/run/types.ts';

/** What the main process knows of one vendor, beside what its rows' tests hand over. */
export interface VendorEnd {
  readonly context: RunContext;
  readonly desk: MainDesk;
  readonly docket: Docket;
  /** Of a run that is recorded. */
  readonly recorder?: Recorder;
  readonly standing: Standing;
  /** Findings of the preflight. */
  readonly findings: readonly ContractFinding[];
  /** Ids of the users that the preflight created. */
  readonly probes: readonly string[];
  /** Absent where the last look has not taken place. */
  last?: LastLook;
}

/**
 * From the global set-up and its teardown to the reporter's end, by vendor. All three are in the run's main process, so
 * nothing of it needs a file.
 */
export const mailbox = new Map<string, VendorEnd>();

let filling: Promise<unknown> = Promise.resolve();

/** What resolves once every vendor stands in the mailbox. */
export function fillMailbox(filled: Promise<unknown>): void {
  filling = filled;
}

/** Resolves once every vendor stands in the mailbox. */
export async function mailboxFilled(): Promise<void> {
  await filling;
}

/** Lets the rows that the runner has planned be judged without waiting for their tests to ask. */
export async function expectRows(planned: readonly string[]): Promise<void> {
  await mailboxFilled();
  for (const { docket } of mailbox.values()) docket.expect(planned);
}
