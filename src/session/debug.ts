import { createDebugLog, DEBUG_LOG, NO_DEBUG_LOG, type DebugLog } from '../evidence/debug-log.ts';
import { reserveOutput } from '../output/folder.ts';
import { REPORT_OUTPUT } from '../output/kinds.ts';
import { boundary, keepsStacks } from './redaction.ts';

const logs = new Map<string, DebugLog>();

/** Where this process keeps the stacks of internal errors, if CONFORMANCE_DEBUG has it keep them. */
export function debugLog(reportDir: string): DebugLog {
  if (!keepsStacks()) return NO_DEBUG_LOG;
  const log =
    logs.get(reportDir) ??
    createDebugLog(boundary, (text) => {
      reserveOutput(reportDir, [DEBUG_LOG], REPORT_OUTPUT).write({ [DEBUG_LOG]: text });
    });
  logs.set(reportDir, log);
  return log;
}
