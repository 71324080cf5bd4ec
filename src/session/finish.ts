import type { Redacted } from '../evidence/redacted.ts';
import { withErrors } from '../shards/merge.ts';
import type { Run } from '../run/run.ts';
import type { Results } from '../verdict/results.ts';
import { boundary } from './redaction.ts';
import { keepLedger } from './keep-ledger.ts';
import { withVerifyCommand } from './verify-command.ts';
import type { Session } from './session.ts';
import { writeShard, type ShardEnd } from './write-shard.ts';

/** What a run came to: its results, or the file of a shard. */
export type Finished = { readonly results: Redacted<Results> } | { readonly shard: ShardEnd };

/**
 * Waits for a run, then writes what is kept besides the report: the shard's file, the ledger, the cassettes.
 * @param errors what went wrong outside of every requirement
 * @throws ConfigurationError where one of them cannot be written
 */
export async function finishRun(session: Session, run: Run, errors: readonly string[] = []): Promise<Finished> {
  const { options } = session.plan;
  const ends = await run.end();
  if (options.shard) return { shard: writeShard(session.plan, options.shard, run, ends, errors) };
  const results = await run.finish();
  const { ledger, reportDir } = options;
  const kept = ledger === null ? results : withVerifyCommand(keepLedger(ledger, results, ends), { ledger, reportDir });
  await session.keepCassettes(run, kept);
  return { results: boundary.value(withErrors(kept, run.stopped ? [] : errors)) };
}
