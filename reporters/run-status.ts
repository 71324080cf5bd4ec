/** The line that shows the state of a long run. */

/** What a run reports of itself while it is under way. */
export interface RunStatus {
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
export function runStatusLine({ requests, perSecond, pausedUntil }: RunStatus, run: Done): string {
  const { done, total, startedAt, now } = run;
  const elapsed = Math.max(1, now - startedAt);
  const paused = pausedUntil === null ? 0 : pausedUntil - now;
  const rate = perSecond ?? (requests * 1000) / elapsed;
  // Requirements differ in length, so nothing is stated before some are done.
  const left = done > 0 && done < total ? [`about ${approximateTime((elapsed / done) * (total - done))} left`] : [];
  return [
    `${done} of ${total} done`,
    `${requests} ${requests === 1 ? 'request' : 'requests'}`,
    `${rate.toFixed(1)}/s`,
    ...(paused > 0 ? [`paused for ${approximateTime(paused)}`] : []),
    ...left,
  ].join(', ');
}

/** About how long: "90 s", "6 min". */
export function approximateTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
