import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printError } from '../../reporters/print.ts';
import { EXIT_CODE, UNACCEPTED_TEXT } from '../../reporters/render/text.ts';
import { sentence } from '../../src/evidence/redacted.ts';
import { blobName, type Shard } from '../../src/run/shard.ts';
import type { Results } from '../../src/verdict/results.ts';
import type { RunOrder } from './order.ts';

/** By the results file of a run, which a signal may have interrupted; 2 where there is none of this very run. */
export function resultsExitCode({ runId, reportDir }: RunOrder, interrupted: boolean): number {
  const results = ofThisRun(join(reportDir, 'results.json'), runId);
  if (results) {
    const code = exitCodeOf(results as unknown as Results);
    return interrupted && code === 0 ? EXIT_CODE.incomplete : code;
  }
  printError(
    interrupted
      ? sentence`The run was interrupted before anything was judged, so it proves nothing (exit 2).`
      : sentence`The run left no complete result behind, so it proves nothing (exit 2). Its own messages are above.`,
  );
  return EXIT_CODE.invalid;
}

/** 0 where the shard has left all that the merge needs, whatever it saw; else 2. */
export function blobExitCode({ runId, reportDir }: RunOrder, shard: Shard): number {
  if (ofThisRun(join(reportDir, blobName(shard)), runId)) return 0;
  printError(
    sentence`The shard left no complete file behind, so it cannot be merged (exit 2). Its own messages are above.`,
  );
  return EXIT_CODE.invalid;
}

/** By the outcome; a selection that conforms is no conformance unless it was accepted. */
export function exitCodeOf({ outcome, partial, options }: Results): number {
  const code = Object.hasOwn(EXIT_CODE, outcome) ? EXIT_CODE[outcome] : EXIT_CODE.invalid;
  if (code !== 0 || partial === null || options.partial) return code;
  printError(UNACCEPTED_TEXT);
  return EXIT_CODE.incomplete;
}

function ofThisRun(file: string, runId: string): object | undefined {
  try {
    const written = JSON.parse(readFileSync(file, 'utf8')) as { runId?: unknown; complete?: unknown };
    return written.runId === runId && written.complete === true ? written : undefined;
  } catch {
    return undefined;
  }
}
