/** How many of the offered users a requirement needs. */
export interface Wanting {
  /** Which pool lends to it: one for a run, one a shard. Counted from 0. */
  readonly pool: number;
  readonly deleted: number;
  readonly preserved: number;
  /** Further ones that it may consume, of what is left. */
  readonly spare?: number;
}

/** What a requirement brings into use. */
export interface Given {
  /** Kept for it alone. */
  readonly own: readonly string[];
  /** Added to those that its pool lends: as many as the pool did not have yet. */
  readonly lent: readonly string[];
  /** How many users more it would need; then it gets none. */
  readonly missing: number;
}

/**
 * Divides offered users among requirements, those nearer the top first. Users who are to survive are lent, in turn, unless
 * even they are used up by being observed.
 * @returns what each requirement brings into use, in their order, and who is left
 */
export function divideUsers(
  ids: readonly string[],
  wanting: readonly Wanting[],
  lends: boolean,
): { readonly given: readonly Given[]; readonly left: readonly string[] } {
  const left = [...new Set(ids)];
  const lentBy = new Map<number, number>();
  const given = wanting.map(({ pool, deleted, preserved }): Given => {
    const known = lentBy.get(pool) ?? 0;
    const lent = lends ? Math.max(0, preserved - known) : 0;
    const own = lends ? deleted : deleted + preserved;
    const missing = Math.max(0, own + lent - left.length);
    if (missing > 0) return { own: [], lent: [], missing };
    lentBy.set(pool, known + lent);
    return { own: left.splice(0, own), lent: left.splice(0, lent), missing };
  });
  const withSpare = given.map((one, index): Given => {
    const spare = left.splice(0, one.missing > 0 ? 0 : (wanting[index]?.spare ?? 0));
    return { ...one, own: [...one.own, ...spare] };
  });
  return { given: withSpare, left };
}
