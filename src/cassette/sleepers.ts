/** A wait of a place that is not over. */
export interface Sleeper {
  /** Instant by the clock of the place, in ms since the epoch. */
  readonly due: number;
  readonly wake: () => void;
}

/** Keeps sleepers in the order in which they are due, those of one instant in the order in which they came. */
export function insertSleeper(sleepers: Sleeper[], sleeper: Sleeper): void {
  const later = sleepers.findIndex(({ due }) => due > sleeper.due);
  sleepers.splice(later === -1 ? sleepers.length : later, 0, sleeper);
}
