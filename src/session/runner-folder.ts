import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Not a CONFORMANCE_ name: those belong to the operator, and an unknown one is refused.
const VARIABLE = 'DELETION_CONFORMANCE_RUNNER_FOLDER';

/**
 * The folder for the runner's own files, in the system's temporary folder: a checkout may be read-only. The runner
 * creates it, and empties it before a run, so it is a new one; it goes with the main process of the run.
 */
export function runnerFolder(): string {
  const given = process.env[VARIABLE];
  if (given) return given;
  const folder = join(tmpdir(), `deletion-conformance-${randomUUID()}`);
  process.env[VARIABLE] = folder;
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
