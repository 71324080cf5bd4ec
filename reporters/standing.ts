/** The line that tells somebody who waits how a long run stands. */

/** What a run says of itself while it is under way. */
export interface Standing {
  readonly requests: number;
  /** Requests a second that a target's limits allow; null: no pace is kept. */
  readonly perSecond: number | null;
  /** Until when nothing is sent, in ms since the epoch; null: something is. */
  readonly pausedUntil: number | null;
}

/** What of a run is done, and since when it runs, both instants in ms since the epoch. */
export interface Done {
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly now: number;
}

/** "120 of 196 done, 412 requests, 0.9/s, paused for 43 s, about 6 min left". */
export function standingLine({ requests, perSecond, pausedUntil }: Standing, run: Done): string {
  const { done, total, startedAt, now } = run;
  const elapsed = Math.max(1, now - startedAt);
  const paused = pausedUntil === null ? 0 : pausedUntil - now;
  const rate = perSecond ?? (requests * 1000) / elapsed;
  // Requirements differ in length, so nothing is said before some are done.
  const left = done > 0 && done < total ? [`about ${time((elapsed / done) * (total - done))} left`] : [];
  return [
    `${done} of ${total} done`,
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    `${rate.toFixed(1)}/s`,
    ...(paused > 0 ? [`paused for ${time(paused)}`] : []),
    ...left,
  ].join(', ');
}

function time(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
