/** How many answers are remembered to measure the recent rate. */
const REMEMBERED = 100;
/** How many answers in a row make the pace a step faster. */
const STEP_AFTER = 10;
/** A step, far from the pace that was refused last and near it. */
const STEP = 1.1;
const SMALL_STEP = 1.01;
const NEAR = 0.9;
const PAST = 1.05;
/** What is left of a pace that was refused, and of the rate that was answered. */
const SLOWER = 0.85;
const BELOW_ANSWERED = 0.9;
/** The slowest pace, in requests a second: where a target refuses now and then whatever the pace, a run still ends. */
const SLOWEST = 0.2;

/** How fast requests may start: as they come until one is refused, then slower, and faster again while none is. */
export interface Pace {
  /** Requests a second; null: as they come. */
  readonly perSecond: number | null;
  /** Requests a second that were answered of late, waits included; null where none was. */
  readonly answered: number | null;
  /** An answer came that did not refuse. */
  accepted(now: number): void;
  /**
   * A request was refused.
   * @param until when the pause for it is over
   * @param again whether nothing was answered since the one before
   * @param policy requests a second that the target states it allows
   */
  refused(until: number, again: boolean, policy?: number): void;
}

/**
 * A pace that nothing has refused yet.
 * @param isFixed whether it is set elsewhere, and only what is answered is counted
 */
export function createPace(isFixed = false): Pace {
  const times: number[] = [];
  let perSecond: number | null = null;
  /** The pace that was refused last. */
  let ceiling = Infinity;
  let inARow = 0;
  let answered: number | null = null;

  return {
    get perSecond() {
      return perSecond;
    },
    get answered() {
      return answered;
    },
    accepted(now) {
      times.push(now);
      if (times.length > REMEMBERED) times.shift();
      inARow += 1;
      if (perSecond === null || inARow % STEP_AFTER !== 0) return;
      // Well past it, the limit is another one by now.
      if (perSecond > ceiling * PAST) ceiling = Infinity;
      perSecond *= perSecond < ceiling * NEAR ? STEP : SMALL_STEP;
    },
    refused(until, again, policy) {
      inARow = 0;
      const [first] = times;
      // What arrived before the refusal lasted until the pause for it is over: that is what the limit allows.
      answered = first === undefined || until <= first ? null : (times.length * 1000) / (until - first);
      if (isFixed) return;
      const fits = policy ?? answered;
      const before = perSecond;
      if (!again) ceiling = before ?? Infinity;
      const below = fits === null ? Infinity : fits * BELOW_ANSWERED;
      // Of a pace that held until now not everything is given up at once.
      const slower = before === null || again ? below : Math.max(before * SLOWER, below);
      // Where nothing was answered yet there is nothing to go by but the pauses.
      if (slower < (before ?? Infinity)) perSecond = Math.max(SLOWEST, slower);
    },
  };
}
