import { virtualClock } from '../../exchange/clock.ts';
import { createBijection } from '../../exchange/cassette/match.ts';
import { misfitOf, type CassetteMisfit } from '../../exchange/cassette/misfit.ts';
import { replayTape, type Replaying, type ReplayTape } from '../../exchange/cassette/replay-tape.ts';
import { AFTER_ALL, BEFORE_ALL, FOR_ALL, type PartName, type StoredPart } from '../../exchange/cassette/types.ts';
import { secretsOf } from '../../target/secrets.ts';
import { Problem } from '../../vendor/problem.ts';
import type { Vendor } from '../../vendor/types.ts';
import type { RunParts, Surroundings } from '../context.ts';
import type { LastLook } from '../last-look.ts';
import { troubledResult } from '../row-result.ts';
import type { Deck } from './deck.ts';
import { inOrder } from './in-order.ts';
import { LIVE } from './live.ts';
import { isForAll, readingOf } from './reading.ts';
import { standInTarget } from './target-facts.ts';
import type { Cassette } from './types.ts';

const PHASES: readonly PartName[] = [BEFORE_ALL, FOR_ALL, AFTER_ALL];

const NOT_LOOKED: LastLook = { seen: [], findings: [], cleanup: { left: [], message: 'The replay was given up.' } };

/** A run that is answered from a cassette; the network is not touched. */
export interface Player extends Deck {
  /** Instead of those that a configuration would give. */
  readonly parts: RunParts;
  /** The sentence about the first request that differed, as long as none did undefined. */
  readonly misfit: () => string | undefined;
}

/**
 * @param vendor read with the seed of the cassette
 * @throws Problem where the catalogue has no such requirement as the cassette holds
 */
export function createPlayer(cassette: Cassette, vendor: Vendor): Player {
  const { recordedAt, seed, runPrefix, allowHazardous } = cassette;
  const base = Date.parse(recordedAt);
  const target = standInTarget(vendor.name, cassette.target);
  const parts = new Map(cassette.parts.map((part) => [part.part, part]));
  const ids = createBijection();
  // Whoever is offered is named as the cassette names them.
  ids.told((target.userIds ?? []).join(' '));
  const forAll = [...(parts.get(FOR_ALL)?.exchanges ?? [])];
  const order = cassette.parts.map(({ part }) => part).filter((part) => !PHASES.includes(part));
  refuseUnknown(cassette, order, vendor);
  let misfit: CassetteMisfit | undefined;

  const replaying = (surroundings: Surroundings): Replaying => ({
    reading: readingOf(surroundings),
    ids,
    secret: (name) => secretNamed(name, surroundings),
    base,
    shared: (request) => (isForAll(request, vendor) ? forAll : undefined),
  });
  const onTape = <S extends Surroundings>(part: PartName, surroundings: S): { tape: ReplayTape; around: S } => {
    const stored: StoredPart = parts.get(part) ?? { part, startedAt: 0, inSequence: 0, exchanges: [] };
    const tape = replayTape(stored, replaying(surroundings));
    return { tape, around: { ...surroundings, transport: tape.transport, clock: tape.clock, turn: tape.turn } };
  };
  /** Does what a part does; then all of its tape must have been used. */
  const play = async <T>(tape: ReplayTape, act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } finally {
      misfit ??= tape.misfit();
    }
  };
  /** A phase gives no verdict that could tell: it ends with the request that differed. */
  const phase = async <T>(tape: ReplayTape, act: () => Promise<T>): Promise<T> => {
    const [result] = await Promise.allSettled([play(tape, act)]);
    if (misfit) throw new Problem(misfit.message);
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  };
  const judge: Deck['judge'] = async (row, context) => {
    const { tape, around } = onTape(row.id, context);
    const report = await play(tape, () => LIVE.judge(row, around));
    const message = tape.misfit()?.message;
    if (message === undefined) return report;
    const result = troubledResult(row, { verdict: 'error', reason: 'suite', message });
    return context.redactor.value({ contract: [], result });
  };

  return {
    parts: {
      vendor,
      target,
      // Only tapes answer.
      transport: () => Promise.reject(new Error('a replay sends nothing')),
      clock: virtualClock(base),
      seed,
      runPrefix,
      allowHazardous,
    },
    misfit: () => misfit?.message,
    preflight(surroundings) {
      const { tape, around } = onTape(BEFORE_ALL, surroundings);
      return phase(tape, () => LIVE.preflight(around));
    },
    judge: inOrder(order, judge),
    async lastLook(context, standing, known) {
      // A requirement has told already; what the users of such a run would be asked is on no tape.
      if (misfit) return context.redactor.value(NOT_LOOKED);
      const { tape, around } = onTape(AFTER_ALL, context);
      return phase(tape, () => LIVE.lastLook(around, standing, known));
    },
  };
}

function secretNamed(name: string, { target, identities }: Surroundings): string | undefined {
  const secrets = [...secretsOf(target), ...identities.own.secrets, ...(identities.other?.secrets ?? [])];
  return secrets.find((secret) => secret.name.replace(/^\$/, '') === name)?.value;
}

function refuseUnknown({ parts }: Cassette, order: readonly PartName[], { requirements }: Vendor): void {
  const missing = order.find((id) => !requirements.some((row) => row.id === id && row.check !== undefined));
  if (missing === undefined) return;
  const [first] = parts.find(({ part }) => part === missing)?.exchanges ?? [];
  throw new Problem(
    `${misfitOf({ part: missing, number: 1, expected: first?.request }).message} It tests no such requirement.`,
  );
}
