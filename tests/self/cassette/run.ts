import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockNetwork } from '../../../src/cassette/block-network.ts';
import { readCassettes, writeCassettes } from '../../../src/cassette/file.ts';
import { createRecorder } from '../../../src/cassette/record.ts';
import { createReplay } from '../../../src/cassette/replay.ts';
import type { Cassette } from '../../../src/cassette/types.ts';
import type { Redacted } from '../../../src/evidence/redacted.ts';
import { systemClock, virtualClock } from '../../../src/clock.ts';
import { createRateLimiter } from '../../../src/http/rate-limit.ts';
import type { Transport } from '../../../src/http/types.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import type { RunInput } from '../../../src/run/context.ts';
import { newRunSecret } from '../../../src/run/run-secret.ts';
import { inProcessBaseUrl, inProcessTransport, type Sandbox } from '../../../src/sandbox/index.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { RequirementResult } from '../../../src/verdict/results.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import { loadOnce } from '../run/in-process.ts';

/** Whether a pattern selects a requirement; all of them where it is null. */
const selects =
  (selection: string | null) =>
  ({ id }: Requirement): boolean =>
    new RegExp(selection ?? '').test(id);

const verdictsOf = (results: readonly RequirementResult[]): Cassette['verdicts'] =>
  Object.fromEntries(results.map(({ id, verdict }) => [id, verdict] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

export interface Recording {
  readonly sandbox: (clock: ReturnType<typeof virtualClock>) => Promise<Sandbox>;
  readonly selection?: string | null;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly through?: (inner: Transport) => Transport;
  readonly optional?: boolean;
  /** Requirements under way together. */
  readonly concurrency?: number;
  /** Requests a second, at most. */
  readonly rate?: number;
  /** Default: the built-in one of the sandbox's name. */
  readonly vendor?: Vendor;
  /** Sends over a real network, on this machine's own clock. */
  readonly real?: Transport;
}

/** What a recorded run left. */
export interface Recorded {
  readonly cassette: Redacted<Cassette>;
  readonly parts: RunInput;
  readonly results: readonly RequirementResult[];
}

/** Judges an implementation in this process and keeps what was exchanged. */
export async function record(recording: Recording): Promise<Recorded> {
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
  const target = readTarget(vendor.profile, Object.fromEntries(set), 'sandbox', vendor.name);
  sandbox.adopt?.(target.userIds ?? []);
  const transport = through(recording.real ?? inProcessTransport(sandbox));
  const live = { vendor, target, transport, clock, seed: 1, runSecret: newRunSecret(), allowHazardous: false };
  const suite = { name: 'deletion-conformance', version: '0.0.0', commit: null };
  const recorder = createRecorder({ ...live, suite, selection });
  const parts: RunInput = {
    ...live,
    recordOrReplay: recorder.recordOrReplay,
    ...(recording.rate === undefined ? {} : { turn: createRateLimiter({ perSecond: recording.rate }, clock) }),
  };
  try {
    const { requirements } = await judgeVendor({
      ...parts,
      ...(recording.concurrency === undefined ? {} : { concurrency: recording.concurrency }),
      select: selects(selection),
    });
    return { cassette: recorder.cassette(verdictsOf(requirements)), parts, results: requirements };
  } finally {
    await sandbox.dispose();
  }
}

/** Runs a cassette again, as it stands on the disk, with the network closed. */
export async function replay(cassette: Cassette, given?: Vendor, concurrency = 12) {
  const vendor = given ?? (await loadOnce(cassette.vendor));
  const open = await blockNetwork();
  try {
    const { parts, mismatch } = createReplay(cassette, vendor);
    const { requirements } = await judgeVendor({ ...parts, concurrency, select: selects(cassette.selection) });
    return { results: requirements, verdicts: verdictsOf(requirements), mismatch: mismatch() };
  } finally {
    open();
  }
}

/** By way of a file in a folder of its own. */
export function throughDisk(cassette: Redacted<Cassette>): { folder: string; read: Cassette } {
  const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
  writeCassettes(folder, [cassette]);
  const [read] = readCassettes(folder);
  return { folder, read: read! };
}
