import type { SharedAnswers } from '../users/types.ts';
import { Problem } from '../errors.ts';
import type { Surroundings } from './context.ts';
import type { PlaceLine } from './record-or-replay.ts';
import type { Desk } from './types.ts';

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
  const mismatch = line?.end();
  if (mismatch !== undefined) throw new Problem(mismatch);
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
