import type { Needs } from '../checks/types.ts';

/** Users that the operator offered: some kept for one row each, the others lent to rows in turn. */
export interface Stock {
  /** What was kept for a row, and so many of the others as it needs; waits while those are lent. */
  take(row: string): Promise<Lot>;
  /** Takes back who is proven alive; whoever does not come back is lost to the rows that wait. */
  giveBack(row: string, alive: readonly string[]): void;
}

export interface Lot {
  readonly deleted: string[];
  readonly spared: string[];
  /** How many users more the row would need; then it gets none. */
  readonly missing: number;
}

export interface StockOptions {
  readonly ids: readonly string[];
  /** By row, those that are served first in front. */
  readonly needs: ReadonlyMap<string, Needs>;
  /** False where even those who must live are used up: then each row keeps its own. */
  readonly lends: boolean;
}

interface Waiting {
  readonly count: number;
  readonly serve: () => void;
}

/** Settles at once what every row will get. */
export function createStock({ ids, needs, lends }: StockOptions): Stock {
  const left = [...new Set(ids)];
  const kept = new Map<string, string[]>();
  const missing = new Map<string, number>();
  const shelf: string[] = [];
  for (const [row, { deleted, spared }] of needs) {
    const lent = lends ? Math.max(0, spared - shelf.length) : 0;
    const own = lends ? deleted : deleted + spared;
    if (own + lent > left.length) {
      missing.set(row, own + lent - left.length);
      continue;
    }
    kept.set(row, left.splice(0, own));
    shelf.push(...left.splice(0, lent));
  }
  shelf.push(...left);
  // Whoever is on the shelf or lent; shrinks where somebody did not survive.
  let living = shelf.length;
  const lots = new Map<string, Lot>();
  const queue: Waiting[] = [];

  const advance = (): void => {
    for (let next = queue[0]; next && (next.count <= shelf.length || next.count > living); next = queue[0]) {
      queue.shift();
      next.serve();
    }
  };

  const lot = (row: string, given: Lot): Lot => {
    lots.set(row, given);
    return given;
  };

  return {
    take(row) {
      const short = missing.get(row);
      if (short !== undefined) return Promise.resolve({ deleted: [], spared: [], missing: short });
      const own = kept.get(row) ?? [];
      kept.delete(row);
      const { deleted = 0, spared = 0 } = needs.get(row) ?? {};
      if (!lends)
        return Promise.resolve(lot(row, { deleted: own.slice(0, deleted), spared: own.slice(deleted), missing: 0 }));
      return new Promise((resolve) => {
        const serve = (): void => {
          if (spared > living) resolve(lot(row, { deleted: own, spared: [], missing: spared - living }));
          else resolve(lot(row, { deleted: own, spared: shelf.splice(0, spared), missing: 0 }));
        };
        queue.push({ count: spared, serve });
        advance();
      });
    },
    giveBack(row, alive) {
      const given = lots.get(row);
      if (!given) return;
      lots.delete(row);
      const lost = given.spared.filter((id) => !alive.includes(id)).length;
      const more = given.deleted.filter((id) => alive.includes(id)).length;
      living += more - lost;
      shelf.push(...alive.filter((id) => given.deleted.includes(id) || given.spared.includes(id)));
      advance();
    },
  };
}
