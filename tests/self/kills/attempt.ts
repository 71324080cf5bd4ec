import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJournals } from '../../../src/ledger/find-journals.ts';
import { leftBy } from '../../../src/ledger/journal-format.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { ended, type Ended } from '../gate/child.ts';
import { TOLD } from '../ledger/told.ts';
import { COMMAND } from '../command.ts';
import { callerOf } from './caller.ts';
import { ownTemporaryFolder } from '../own-temporary-folder.ts';
import { serveFront, type Moment } from './front.ts';
import { MARKER, processesWith, untilEnded, type Found } from './processes.ts';

const STRANGERS = 3;
const END_WITHIN_MS = 20_000;

/** A sandbox that is served somewhere, and a run against it that is to be killed. */
export interface Attempt {
  readonly vendor: keyof typeof TOLD;
  /** Variables of the sandbox, its base URL included. */
  readonly variables: Readonly<Record<string, string>>;
  /** How late its deletions are, in ms. */
  readonly deletionDelayMs: number;
  /** Options of the run, or the whole command line of another program that runs it. */
  readonly options?: readonly string[];
  readonly program?: readonly string[];
  /** A folder with the report of an earlier run. */
  readonly report: string;
  /** The moment of the kill; undefined: `afterMs` decides. */
  readonly moment?: (moment: Moment) => boolean;
  /** When to kill, in ms from the start. */
  readonly afterMs?: number;
  /** Kills. */
  readonly kill: (run: Running) => void;
}

export interface Running {
  readonly child: ChildProcess;
  /** All processes of the run. */
  processes(): Found[];
}

export interface Outcome {
  /** Of the run; null where a signal ended it. */
  readonly code: number | null;
  readonly requests: number;
  /** How long the run took, in ms. */
  readonly tookMs: number;
  /** Processes that outlived the run, and how long the last one took to end, in ms. */
  readonly outlived: readonly Found[];
  readonly endedAfterMs: number;
  readonly report: 'old' | 'new' | 'absent' | 'damaged';
  /** Users that the run made; those that lived when it had ended; those of them whom neither report nor journal names. */
  readonly created: number;
  readonly left: number;
  readonly inJournal: number;
  /** Creations in the journal that were never answered by a target that chooses the ids. */
  readonly nameless: number;
  readonly unaccounted: readonly string[];
  readonly cleanup: Ended;
  /** Users of the run that live after the cleanup; strangers that do not. */
  readonly livingAfter: readonly string[];
  readonly strangersLost: readonly string[];
  readonly journalsAfter: number;
}

/** Runs, kills, looks what is left, cleans up, and looks again. */
export async function attempt(given: Attempt): Promise<Outcome> {
  const { vendor, variables, deletionDelayMs, options = [], kill, moment = () => false, afterMs } = given;
  const env = vendor.toUpperCase();
  const folder = mkdtempSync(join(tmpdir(), 'killed-'));
  const temporary = ownTemporaryFolder();
  const marker = randomUUID();
  let running: Running | undefined;
  let isKilled = false;
  const killOnce = (): void => {
    if (isKilled || !running) return;
    isKilled = true;
    kill(running);
  };
  const front = await serveFront(variables[`${env}_BASE_URL`] ?? '', TOLD[vendor], (reached) => {
    if (isKilled || !moment(reached)) return false;
    killOnce();
    return true;
  });
  try {
    cpSync(given.report, join(folder, 'conformance-report'), { recursive: true });
    const old = readFileSync(join(folder, 'conformance-report', 'results.json'), 'utf8');
    const caller = await callerOf(vendor, variables);
    const strangers: string[] = [];
    while (strangers.length < STRANGERS) strangers.push(await caller.create());
    const start = (args: readonly string[]): ChildProcess =>
      spawn(process.execPath, args, {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          TMPDIR: temporary.path,
          ...variables,
          [`${env}_BASE_URL`]: front.baseUrl,
          [MARKER]: marker,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const child = start(given.program ?? [COMMAND, ...options]);
    const startedAt = Date.now();
    running = { child, processes: () => processesWith(marker) };
    const timer = afterMs === undefined ? undefined : setTimeout(killOnce, afterMs);
    child.stdout?.resume();
    child.stderr?.resume();
    // Not its end of output, which whoever outlives it would hold open.
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    const tookMs = Date.now() - startedAt;
    const { left: outlived, tookMs: endedAfterMs } = await untilEnded(marker, END_WITHIN_MS);
    for (const { pid } of outlived) process.kill(pid, 'SIGKILL');
    const requests = front.requests();

    const report = reportIn(folder, old);
    const living = [...front.register.living];
    const users = findJournals([temporary.path], Date.now()).earlier.flatMap(leftBy);
    const known = new Set([...users.map(({ id }) => id), ...cleanupOf(folder, report)]);
    const nameless = users.filter(({ id }) => id === undefined).length;
    const unknown = living.filter((id) => !known.has(id));

    const cleanup = await ended(start([COMMAND, 'cleanup']));
    // Mastercard's sandbox shows a user as terminating for a quarter of the delay more.
    await new Promise((resolve) => setTimeout(resolve, deletionDelayMs * 1.25 + 100));
    const livingAfter: string[] = [];
    for (const id of front.register.ever)
      if (front.register.living.has(id) || (await caller.endsLife(id))) livingAfter.push(id);
    const strangersLost: string[] = [];
    for (const id of strangers) if (!(await caller.endsLife(id))) strangersLost.push(id);
    return {
      ...{ code, requests, tookMs, outlived, endedAfterMs, report, cleanup, livingAfter, strangersLost },
      created: front.register.ever.size,
      left: living.length,
      inJournal: users.length,
      nameless,
      unaccounted: unknown.length > nameless ? unknown : [],
      journalsAfter: findJournals([temporary.path], Date.now()).earlier.length,
    };
  } finally {
    await front.close();
    temporary.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportIn(folder: string, old: string): Outcome['report'] {
  const file = join(folder, 'conformance-report', 'results.json');
  if (!existsSync(file)) return 'absent';
  const text = readFileSync(file, 'utf8');
  if (text === old) return 'old';
  try {
    return (JSON.parse(text) as { complete?: unknown }).complete === true ? 'new' : 'damaged';
  } catch {
    return 'damaged';
  }
}

/** Users that the report of the killed run itself names as left. */
function cleanupOf(folder: string, report: Outcome['report']): string[] {
  if (report !== 'new') return [];
  const text = readFileSync(join(folder, 'conformance-report', 'results.json'), 'utf8');
  return (JSON.parse(text) as Results).cleanup.flatMap(({ left }) => left);
}
