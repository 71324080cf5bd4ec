import { ExchangeError, type UnsentReason } from '../types.ts';
import { askedBy, type Asked } from './asked.ts';
import { createOwnLimits } from './own-limits.ts';
import { createPace } from './pace.ts';
import { createPause, LONGEST_PAUSE_MS, type RetryPolicy, type Pause } from './pause.ts';
import { createQuota } from './quota.ts';
import { durationText, rateText } from './texts.ts';
import type { About, Pacer } from './types.ts';
import type { Clock } from '../../clock.ts';

/** How long a target is waited for that refuses everything. */
const PATIENCE: RetryPolicy = { ms: LONGEST_PAUSE_MS, strikes: 4 };
/** Refusals in a row that prove it where only one path was tried meanwhile. */
const PROVEN_FROM = 12;
/** How many answers in a row let one more requirement be under way. */
const MORE_AFTER = 10;

/** Why a request is not sent. */
interface Withheld {
  readonly reason: UnsentReason;
  readonly why: string;
}

export interface PacerOptions {
  readonly clock: Clock;
  /** Requirements under way together: after a refusal, at first, and at most. */
  readonly concurrency: { readonly least: number; readonly first: number; readonly most: number };
  /** Whether the operator has set the rate: then refusals make the run pause, and no slower. */
  readonly rateByHand?: boolean;
}

/**
 * Paces all requests to one target: pauses as long as the target asks when it refuses one, or until an announced quota
 * is filled up again; goes on slower, and faster while nothing is refused. Where it refuses a path, a request or bad
 * credentials alone, that alone waits.
 */
export function createPacer({ clock, concurrency: limits, rateByHand = false }: PacerOptions): Pacer {
  const pace = createPace(rateByHand);
  const quota = createQuota();
  const own = createOwnLimits();
  let all = createPause(PATIENCE);
  /** Paths that were refused since anything was answered. */
  const refusedPaths = new Set<string>();
  let nextAt = -Infinity;
  let countedUntil = -Infinity;
  let concurrency = limits.first;
  let [requests, refused, pauses, waitedMs, inARow, underWay] = [0, 0, 0, 0, 0, 0];
  let isStopped = false;
  /** Why nothing is sent any more. */
  let gaveUp: string | undefined;

  const pausedUntil = (): number => Math.max(all.until, quota.until);
  /** Counts a pause, or how much longer one has become. */
  const count = (until: number): void => {
    const now = clock.now();
    if (until <= Math.max(now, countedUntil)) return;
    if (countedUntil <= now) pauses += 1;
    waitedMs += until - Math.max(now, countedUntil);
    countedUntil = until;
  };
  /** Why a request is not sent. */
  const withheld = (about: About | undefined): Withheld | undefined => {
    if (gaveUp !== undefined) return { reason: 'rate-limited', why: gaveUp };
    const one = own.gaveUp(about);
    if (!one) return undefined;
    const why = `The target refused ${one.what} ${lasting(one.pause)}, while others were answered.`;
    return { reason: one.reason, why: one.reason === 'rate-limited' ? `${why} ${fitting()}` : why };
  };

  const refuse = (about: About | undefined, startedAt: number, asked: Asked): void => {
    const now = clock.now();
    const refusal = { startedAt, now, askedMs: asked.waitMs };
    refused += 1;
    inARow = 0;
    refusedPaths.add(about?.path ?? '');
    // What one path or user is refused for shows nothing about the others.
    if (own.refused(about, refusal)) return;
    const again = all.strikes > 0;
    const isStrike = all.refused(refusal);
    count(all.until);
    if (isStrike) {
      if (!again) concurrency = Math.max(limits.least, Math.floor(concurrency / 2));
      pace.refused(all.until, again, asked.perSecond);
    }
    if (all.gaveUp && (refusedPaths.size > 1 || all.strikes >= PROVEN_FROM))
      gaveUp ??= `The target refused everything ${lasting(all)}. ${fitting()}`;
  };

  const accept = (about: About | undefined, startedAt: number, { quota: stated }: Asked): void => {
    const now = clock.now();
    pace.accepted(now);
    own.accepted(about, startedAt);
    refusedPaths.clear();
    if (all.strikes > 0 && startedAt >= all.until) all = createPause(PATIENCE);
    inARow += 1;
    if (inARow % MORE_AFTER === 0) concurrency = Math.min(limits.most, concurrency + 1);
    if (stated) quota.stated(stated, { now, underWay });
  };

  const fitting = (): string => {
    const { answered } = pace;
    if (answered !== null) return `About ${rateText(answered)} were answered: try --rate ${rateText(answered, true)}.`;
    return 'None was answered, so no rate is known that would fit.';
  };

  return {
    async turn(about) {
      for (let now = clock.now(); withheld(about) === undefined;) {
        const at = Math.max(pausedUntil(), nextAt, own.readyAt(about));
        if (at <= now) break;
        count(quota.until);
        await clock.sleep(Math.ceil(at - now));
        // The clock of a run that was stopped lets nobody wait.
        isStopped ||= clock.now() <= now;
        if (isStopped) break;
        now = clock.now();
      }
      const { perSecond } = pace;
      // A ms less, for waits end a little late.
      if (perSecond !== null) nextAt = Math.max(nextAt, clock.now() - 1) + 1000 / perSecond;
      quota.taken();
    },
    get isPaused() {
      return gaveUp === undefined && !isStopped && pausedUntil() > clock.now();
    },
    transport: (inner, about) => async (request, transportLimits) => {
      const one = withheld(about);
      if (one) throw new ExchangeError('unsent', `The request was not sent. ${one.why}`, 0, one.reason);
      const startedAt = clock.now();
      requests += 1;
      underWay += 1;
      try {
        const response = await inner(request, transportLimits);
        const asked = askedBy(response, clock.now());
        if (asked.refused) refuse(about, startedAt, asked);
        else accept(about, startedAt, asked);
        return response;
      } finally {
        underWay -= 1;
      }
    },
    get concurrency() {
      return concurrency;
    },
    report() {
      if (refused + pauses === 0) return undefined;
      const { perSecond } = pace;
      return { refused, pauses, waitedMs: Math.round(waitedMs), perSecond, gaveUp: gaveUp !== undefined };
    },
    status() {
      const until = pausedUntil();
      return { requests, perSecond: pace.perSecond, pausedUntil: until > clock.now() ? until : null };
    },
    fitting,
  };
}

function lasting({ strikes, askedMs }: Pause): string {
  const asked = askedMs > LONGEST_PAUSE_MS ? `asked to wait ${durationText(askedMs)}` : '';
  return `${strikes} times in a row, each time after a pause${asked && `, and ${asked}, which no run does`}`;
}
