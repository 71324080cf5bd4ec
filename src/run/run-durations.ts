/** How long a run waits, and how long it takes; null: not at all, as long as it takes, no longer than every run. */
export interface RunTimes {
  /** `--wait`: for the target to answer before anything is judged, in ms. */
  readonly waitMs: number | null;
  /** `--max-time`: until no further requirement is judged, in ms. */
  readonly maxTimeMs: number | null;
  /** `--linger`: how long deleted users are watched after the last deletion, in ms. */
  readonly lingerMs: number | null;
}

/** Neither waits nor ends early nor lingers. */
export const NO_TIMES: RunTimes = { waitMs: null, maxTimeMs: null, lingerMs: null };

/** What the looks and the clean-up may take once the time of a run is over, in ms. */
export const END_MS = 60_000;

/** A time in ms as a reader writes it: "90 s", "10 min". */
export function saidTime(ms: number): string {
  if (ms % 60_000 === 0 && ms >= 120_000) return `${String(ms / 60_000)} min`;
  return ms % 1000 === 0 ? `${String(ms / 1000)} s` : `${String(ms)} ms`;
}
