import type { Clock, Transport } from '../exchange/types.ts';
import type { SharedAnswers } from '../users/types.ts';
import { Problem } from '../vendor/problem.ts';
import type { Surroundings } from './context.ts';
import type { Desk } from './types.ts';

/**
 * A place of a run is what sends requests on its own account: a requirement, the preflight, the final check. What a
 * place draws, when it sends and what it is told depends on no other place, so each can be recorded and replayed alone.
 */

/** How requests reach the target. */
export interface Line {
  readonly clock: Clock;
  /** Resolves, when the next request may start, to what sends that one request. */
  readonly turn: () => Promise<Transport>;
}

/** The line of one place. */
export interface PlaceLine extends Line {
  readonly shared: SharedAnswers;
  /** Called when the place is done: the sentence that keeps its result from counting, if there is one. */
  readonly end: () => string | undefined;
}

/** What records the places of a run, or replays them. */
export interface Tape {
  readonly enter: (place: string, live: Line, surroundings: Surroundings) => PlaceLine;
  /** True once a place could not be replayed: what comes after all places would only repeat that. */
  readonly isBroken: () => boolean;
}

/** Answers as they are. */
export const LIVE_ANSWERS: SharedAnswers = { now: (_, __, ask) => ask(), later: (_, __, ask) => ask() };

/** The place that looks at a target before all requirements. */
export const preflightOf = (vendor: string): string => `${vendor}/preflight`;
/** The place that looks at all users after all requirements. */
export const finalCheckOf = (vendor: string): string => `${vendor}/final-check`;

/**
 * Does what one place does, with draws, a clock and a line of its own.
 * @throws Problem where a replay does not fit what was recorded
 */
export async function inPlace<S extends Surroundings & { readonly desk?: Desk }, T>(
  surroundings: S,
  place: string,
  act: (around: S) => Promise<T>,
): Promise<T> {
  const { clock, turn, tape } = surroundings;
  const line = tape?.enter(place, { clock, turn }, surroundings);
  const [result] = await Promise.allSettled([act(placed(surroundings, place, line))]);
  const misfit = line?.end();
  if (misfit !== undefined) throw new Problem(misfit);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

function placed<S extends Surroundings & { readonly desk?: Desk }>(
  surroundings: S,
  place: string,
  line: PlaceLine | undefined,
): S {
  const { random, identities, register, desk } = surroundings;
  const draw = random.at(place);
  const nonce = (): string => draw('nonce').toString('hex').slice(0, NONCE_DIGITS);
  const { own, other } = identities;
  const drawn = {
    ...surroundings,
    draw,
    identities: {
      own: own.withNonces?.(nonce) ?? own,
      ...(other ? { other: other.withNonces?.(nonce) ?? other } : {}),
    },
  };
  if (!line) return drawn;
  const { clock, turn, shared } = line;
  return {
    ...drawn,
    clock,
    turn,
    shared,
    register: {
      ...register,
      claim(id: string) {
        const isNew = register.claim(id);
        return shared.now('claim', true, () => isNew);
      },
    },
    ...(desk ? { desk: told(desk, shared) } : {}),
  };
}

const NONCE_DIGITS = 16;

const NOBODY = { deleted: [], spared: [], missing: 0 };

/** The desk as one place hears it. */
function told(desk: Desk, shared: SharedAnswers): Desk {
  return {
    standing: () => desk.standing(),
    halted: () => desk.halted(),
    control: (answered) => shared.later('control', { halted: false }, () => desk.control(answered)),
    take: (row) => shared.later('users', NOBODY, () => desk.take(row)),
    giveBack: (row, alive) => desk.giveBack(row, alive),
    mayCreate: (row, count) => shared.later('allowance', true, () => desk.mayCreate(row, count)),
    note: (users) => desk.note(users),
  };
}
