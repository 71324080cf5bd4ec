import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDebugLog, DEBUG_LOG, NO_DEBUG_LOG, type DebugLog } from '../../src/evidence/debug-log.ts';
import { isDebugging } from '../../src/target/debug.ts';
import { readEnvironment } from '../../src/target/environment.ts';
import { boundary } from './boundary.ts';

const logs = new Map<string, DebugLog>();

/** Where this process keeps the stacks of internal errors, if CONFORMANCE_DEBUG has it keep them. */
export function debugLog(reportDir: string): DebugLog {
  if (!isAskedFor()) return NO_DEBUG_LOG;
  const log =
    logs.get(reportDir) ??
    createDebugLog(boundary, (text) => {
      mkdirSync(reportDir, { recursive: true });
      writeFileSync(join(reportDir, DEBUG_LOG), text);
    });
  logs.set(reportDir, log);
  return log;
}

/** That the variable or `.env` is wrong is what the run is refused for. */
function isAskedFor(): boolean {
  try {
    return isDebugging(readEnvironment(process.cwd()));
  } catch {
    return false;
  }
}
