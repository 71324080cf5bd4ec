/** How many users a run may create, its looks, probes, repetitions and second tenant included. */
export interface UserBudget {
  /** As the operator allows. */
  readonly limit: number;
  /**
   * Keeps as many as each requirement needs, those nearer the top first; one that does not fit gets none. What nobody
   * needs is free for all.
   */
  allot(needs: ReadonlyMap<string, number>): void;
  /**
   * Whether a requirement may create that many users now. They stay its own until they are drawn.
   * @param lane whose users it takes over; what is kept for that may be used too
   */
  reserve(requirement: string, count: number, lane?: string): boolean;
  /** Takes one creation that is about to be sent; false where none is left. Absent: a look or a probe of the run. */
  draw(requirement?: string): boolean;
  /** Takes users that somebody else has created for the run already, however many. */
  spend(count: number): void;
}

/** The one budget of a run against one target: every creation is drawn from it, wherever it is sent. */
export function createUserBudget(limit: number): UserBudget {
  /** Neither drawn nor kept for anybody. */
  let free = limit;
  /** Kept for a requirement, and not asked for yet. */
  const kept = new Map<string, number>();
  /** Asked for, and not drawn yet. */
  const reserved = new Map<string, number>();
  const unfit = new Set<string>();
  const add = (map: Map<string, number>, key: string, count: number) => map.set(key, (map.get(key) ?? 0) + count);

  return {
    limit,
    allot(needs) {
      for (const [requirement, count] of needs) {
        if (count > free) unfit.add(requirement);
        else {
          add(kept, requirement, count);
          free -= count;
        }
      }
    },
    reserve(requirement, count, lane = requirement) {
      const own = Math.min(count, kept.get(requirement) ?? 0);
      const common = lane === requirement ? 0 : Math.min(count - own, kept.get(lane) ?? 0);
      if (unfit.has(requirement) || count - own - common > free) return false;
      add(kept, requirement, -own);
      add(kept, lane, -common);
      free -= count - own - common;
      add(reserved, requirement, count);
      return true;
    },
    draw(requirement = '') {
      const source = [reserved, kept].find((map) => (map.get(requirement) ?? 0) > 0);
      if (source) add(source, requirement, -1);
      else if (free > 0) free -= 1;
      else return false;
      return true;
    },
    spend(count) {
      free -= count;
    },
  };
}
