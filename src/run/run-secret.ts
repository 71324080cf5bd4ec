import { createHmac, randomBytes } from 'node:crypto';
import type { Draw } from '../users/types.ts';

/** Random bits of a run secret; nobody guesses an id that is made of it. */
const SECRET_BITS = 128;
/** Hex digits of `{run}`: 64 bits, so that no two runs share them by accident. */
const PREFIX_DIGITS = 16;

/** Everything that is random in the requests of one run. */
export interface RunRandom {
  /** The same for all places of the run: `{run}` of the profile's templates. */
  readonly runPrefix: string;
  /** What wrong credentials are made of. */
  readonly wrongCredentials: string;
  /** Draws for one place. A place that is entered again goes on where it was. */
  readonly at: (place: string) => Draw;
}

/** A new run secret, in hex: every live run has one of its own, whatever its `--seed`. */
export function newRunSecret(): string {
  return randomBytes(SECRET_BITS / 8).toString('hex');
}

/**
 * Derives all random values of a run from its secret (HMAC-SHA256). The input is the place, the purpose and a counter
 * for each pair of the two. No place depends on another, so the same secret gives the same requests in any order.
 * The secret cannot be computed from what is derived. It opens nothing: once the run is over, its users are deleted.
 */
export function randomOf(runSecret: string): RunRandom {
  const derive = (...words: readonly (string | number)[]): Buffer =>
    createHmac('sha256', Buffer.from(runSecret, 'hex')).update(words.join('\n')).digest();
  const draws = new Map<string, Draw>();
  return {
    runPrefix: prefixOf(derive('run prefix')),
    wrongCredentials: derive('wrong credentials').toString('hex'),
    at(place) {
      const draw = draws.get(place) ?? counted((purpose, count) => derive(place, purpose, count));
      draws.set(place, draw);
      return draw;
    },
  };
}

/** A letter and 64 random bits in hex: nobody else's id holds them, and no text that begins with it begins with a number. */
function prefixOf(random: Buffer): string {
  return 'abcdef'.charAt(random.readUInt8(31) % 6) + random.toString('hex').slice(0, PREFIX_DIGITS);
}

function counted(derive: (purpose: string, count: number) => Buffer): Draw {
  const counts = new Map<string, number>();
  return (purpose) => {
    const count = counts.get(purpose) ?? 0;
    counts.set(purpose, count + 1);
    return derive(purpose, count);
  };
}
