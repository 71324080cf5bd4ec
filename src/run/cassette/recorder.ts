import { keepParts, type RawPart } from '../../exchange/cassette/keep.ts';
import { recordTape, type RawExchange, type RecordTape } from '../../exchange/cassette/record-tape.ts';
import { AFTER_ALL, BEFORE_ALL, FOR_ALL, type PartName } from '../../exchange/cassette/types.ts';
import type { Redacted } from '../../evidence/redacted.ts';
import type { Clock } from '../../exchange/types.ts';
import type { Target } from '../../target/types.ts';
import { Problem } from '../../vendor/problem.ts';
import type { Vendor } from '../../vendor/types.ts';
import type { Requirement, Verdict } from '../../verdict/types.ts';
import type { Surroundings } from '../context.ts';
import type { Deck } from './deck.ts';
import { inOrder } from './in-order.ts';
import { LIVE } from './live.ts';
import { isForAll, readingOf } from './reading.ts';
import { factsOf } from './target-facts.ts';
import type { Cassette } from './types.ts';

export interface RecorderParts {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly clock: Clock;
  readonly seed: number;
  readonly suite: Cassette['suite'];
  /** As in the results: null where the whole catalogue is judged. */
  readonly selection: string | null;
  /** Those that are run, in their order. */
  readonly rows: readonly Requirement[];
}

/** A run that is recorded. */
export interface Recorder extends Deck {
  /**
   * The cassette, once the last look is over.
   * @param verdicts what the run came to, by requirement
   * @throws Problem where there is nothing that a replay could repeat
   */
  readonly cassette: (verdicts: Readonly<Record<string, Verdict>>) => Redacted<Cassette>;
}

/** @throws Problem where the run would do what no cassette can hold */
export function createRecorder({ vendor, target, clock, seed, suite, selection, rows }: RecorderParts): Recorder {
  refuseCommands(target);
  const base = clock.now();
  const tapes = new Map<PartName, RecordTape>();
  const forAll: RawExchange[] = [];
  let seen: Surroundings | undefined;
  let halted = false;
  let ended = false;

  const taped = <S extends Surroundings>(part: PartName, surroundings: S): S => {
    const tape = recordTape(surroundings, (request) => (isForAll(request, vendor) ? forAll : undefined));
    tapes.set(part, tape);
    seen = surroundings;
    return { ...surroundings, transport: tape.transport, clock: tape.clock, turn: tape.turn };
  };
  const judge: Deck['judge'] = (row, context) => LIVE.judge(row, taped(row.id, context));
  const order = rows.map(({ id }) => id);

  return {
    preflight: (surroundings) => LIVE.preflight(taped(BEFORE_ALL, surroundings)),
    // Only offered users are lent; creating them leaves the rows independent of each other.
    judge: target.userIds ? inOrder(order, judge) : judge,
    async lastLook(context, standing, known) {
      halted = await context.desk.halted();
      const last = await LIVE.lastLook(taped(AFTER_ALL, context), standing, known);
      ended = true;
      return last;
    },
    cassette(verdicts) {
      if (!seen || !ended) throw new Problem('There is no cassette of a run that was interrupted.');
      if (halted) throw new Problem('There is no cassette of this run: the target stopped answering.');
      const names = [BEFORE_ALL, FOR_ALL, ...order, AFTER_ALL];
      const parts = names.flatMap((part) =>
        part === FOR_ALL ? forAllPart(forAll, base) : (rawPart(part, tapes.get(part)) ?? []),
      );
      const { redactor, runPrefix, allowHazardous } = seen;
      const offered = target.userIds ?? [];
      const kept = keepParts({ parts, reading: readingOf(seen), redactor, base, runPrefix, offered });
      const { version, sha256 } = vendor.contract;
      return redactor.value<Cassette>({
        schemaVersion: 1,
        vendor: vendor.name,
        suite,
        contract: { version, sha256 },
        seed,
        runPrefix: kept.runPrefix,
        recordedAt: new Date(base).toISOString(),
        selection,
        allowHazardous,
        target: factsOf(target, kept.offered),
        verdicts,
        parts: kept.parts,
      });
    },
  };
}

function rawPart(part: PartName, tape: RecordTape | undefined): RawPart | undefined {
  if (!tape) return undefined;
  // After all rows the users are looked at in the order of what the rows noted, which differs.
  const inSequence = part === AFTER_ALL ? 0 : tape.inSequence();
  return { part, startedAt: tape.startedAt, inSequence, exchanges: tape.exchanges };
}

const forAllPart = (exchanges: readonly RawExchange[], base: number): RawPart => ({
  part: FOR_ALL,
  startedAt: base,
  inSequence: 0,
  exchanges,
});

function refuseCommands({ createUserCommand, observe, configuration }: Target): void {
  if (createUserCommand === undefined && observe !== 'command') return;
  const names = Object.keys(configuration).filter((name) => /_(?:CREATE_USER|OBSERVE)_COMMAND$/.test(name));
  throw new Problem(
    `--record keeps what is asked of the target, not what a command does: unset ${names.join(' and ')}.`,
  );
}
