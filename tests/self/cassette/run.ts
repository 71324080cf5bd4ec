import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redacted } from '../../../src/evidence/redacted.ts';
import { systemClock, virtualClock } from '../../../src/exchange/clock.ts';
import { closeNetwork } from '../../../src/exchange/cassette/wall.ts';
import { turns } from '../../../src/exchange/rate.ts';
import type { Transport } from '../../../src/exchange/types.ts';
import { readCassettes, writeCassette } from '../../../src/run/cassette/file.ts';
import type { Deck } from '../../../src/run/cassette/deck.ts';
import { createPlayer } from '../../../src/run/cassette/player.ts';
import { createRecorder } from '../../../src/run/cassette/recorder.ts';
import type { Cassette } from '../../../src/run/cassette/types.ts';
import { createContext, newRunPrefix, surroundingsOf, type RunParts } from '../../../src/run/context.ts';
import { createDesk } from '../../../src/run/desk.ts';
import { inTurns } from '../../../src/run/in-turns.ts';
import { settleRows } from '../../../src/run/settle.ts';
import { isHeldBack, isSettled } from '../../../src/run/special.ts';
import type { RowReport } from '../../../src/run/types.ts';
import { inProcessBaseUrl, inProcessTransport, type Sandbox } from '../../../src/sandbox/index.ts';
import { targetOf } from '../../../src/target/index.ts';
import type { RequirementResult } from '../../../src/verdict/results.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import type { Vendor } from '../../../src/vendor/types.ts';
import { loadOnce } from '../run/in-process.ts';

const AT_ONCE = 8;

/** A run as it will be wired: the three steps that talk to the target come from a deck. */
async function judgeBy(
  deck: Deck,
  parts: RunParts,
  rows: readonly Requirement[],
  atOnce = AT_ONCE,
): Promise<RequirementResult[]> {
  const { vendor, target, allowHazardous } = parts;
  const found = await deck.preflight(surroundingsOf(parts));
  const sent = rows.filter((row) => !isHeldBack(row, target, allowHazardous));
  const desk = createDesk({ target, rows: sent, standing: found.standing });
  await desk.note([...found.users]);
  const context = createContext(parts, desk);
  const reports: RowReport[] = [];
  const executed = rows.filter((row) => !isSettled(row));
  await inTurns(executed, atOnce, async (row) => void reports.push(await deck.judge(row, context)));
  const last = await deck.lastLook(context, found.standing, desk.users());
  const results = reports.map(({ result }) => result);
  const settled = settleRows(rows, {
    findings: [...found.findings, ...reports.flatMap(({ contract }) => contract), ...last.findings],
    lastLook: last.seen,
    deletion: vendor.profile.deletion,
    standing: await desk.standing(),
    results,
  });
  return [...results, ...settled];
}

/** Rows that a pattern selects; all that can be tested where it is null. */
function rowsOf({ requirements }: Vendor, selection: string | null): Requirement[] {
  return requirements.filter(({ id, check }) => check !== undefined && new RegExp(selection ?? '').test(id));
}

const verdictsOf = (results: readonly RequirementResult[]): Cassette['verdicts'] =>
  Object.fromEntries(results.map(({ id, verdict }) => [id, verdict] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

export interface Recording {
  readonly sandbox: (clock: ReturnType<typeof virtualClock>) => Promise<Sandbox>;
  readonly selection?: string | null;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly through?: (inner: Transport) => Transport;
  readonly optional?: boolean;
  /** Requests a second, at most. */
  readonly rate?: number;
  /** Default: the built-in one of the sandbox's name. */
  readonly vendor?: Vendor;
  /** Sends over a real network, on this machine's own clock. */
  readonly real?: Transport;
}

/** Judges an implementation in this process and keeps what was exchanged. */
export async function record(recording: Recording): Promise<{ cassette: Redacted<Cassette>; parts: RunParts }> {
  const { selection = null, through = (inner) => inner } = recording;
  const virtual = virtualClock();
  const clock = recording.real ? systemClock : virtual;
  const sandbox = await recording.sandbox(virtual);
  const vendor = recording.vendor ?? (await loadOnce(sandbox.vendor));
  const variables = {
    ...sandbox.environment,
    ...sandbox.defaults,
    ...(recording.optional ? sandbox.optional?.variables : {}),
    [`${vendor.profile.env}_BASE_URL`]: inProcessBaseUrl(sandbox),
    ...recording.environment,
  };
  const set = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const target = targetOf(vendor.profile, Object.fromEntries(set), 'sandbox', vendor.name);
  sandbox.adopt?.(target.userIds ?? []);
  const transport = recording.real ?? through(inProcessTransport(sandbox));
  const parts: RunParts = {
    vendor,
    target,
    transport,
    clock,
    seed: 1,
    runPrefix: newRunPrefix(),
    allowHazardous: false,
    ...(recording.rate === undefined ? {} : { turn: turns({ perSecond: recording.rate }, clock) }),
  };
  const rows = rowsOf(vendor, selection);
  const suite = { name: 'deletion-conformance', version: '0.0.0', commit: null };
  const executed = rows.filter((row) => !isSettled(row));
  const recorder = createRecorder({ ...parts, suite, selection, rows: executed });
  const results = await judgeBy(recorder, parts, rows);
  await sandbox.dispose();
  return { cassette: recorder.cassette(verdictsOf(results)), parts };
}

/** Runs a cassette again, as it stands on the disk, with the network closed. */
export async function replay(cassette: Cassette, given?: Vendor) {
  const vendor = given ?? (await loadOnce(cassette.vendor));
  const open = await closeNetwork();
  try {
    const player = createPlayer(cassette, vendor);
    const results = await judgeBy(player, player.parts, rowsOf(vendor, cassette.selection));
    return { results, verdicts: verdictsOf(results), misfit: player.misfit() };
  } finally {
    open();
  }
}

/** By way of a file in a folder of its own. */
export function throughDisk(cassette: Redacted<Cassette>): { folder: string; read: Cassette } {
  const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
  writeCassette(folder, cassette);
  const [read] = readCassettes(folder);
  return { folder, read: read! };
}
