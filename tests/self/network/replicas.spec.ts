import { expect, test } from '@playwright/test';
import {
  disposeOfKeys,
  judgeKnot,
  judgeMastercard,
  quietVerdicts,
  resultOf,
  verdictsOf,
  withVerdict,
  type Run,
} from '../run/in-process.ts';
import { knotWithReplica, mastercardWithReplica, type Replica } from './replicas.ts';
import { LONG, SLOW } from '../part.ts';

test.afterAll(disposeOfKeys);

const VENDORS = {
  knot: (replica: Replica, run: Run = {}) => judgeKnot({ ...knotWithReplica(replica), ...run }),
  mastercard: (replica: Replica, run: Run = {}) => judgeMastercard({ ...mastercardWithReplica(replica), ...run }),
};

/** Who is erased, and who must not be: all that a node could lose or keep. Without those of hundreds of users. */
const OF_USERS: Run = {
  select: ({ area, id }) => (area === 'erasure' || area === 'isolation') && !/hundred|fifty/.test(id),
};

for (const vendor of ['knot', 'mastercard'] as const) {
  const judge = VENDORS[vendor];
  test(
    `${vendor}: a replica 600 ms behind gets the verdicts of the quiet run`,
    vendor === 'mastercard' ? LONG : SLOW,
    async () => {
      const quiet = await quietVerdicts(vendor);
      // Nobody is gone at once where all reads are behind: that much is true of it (K17).
      const behind = verdictsOf(await judge({ behindMs: 600, nodes: 1 }));
      const late = { 'knot/deletion-is-visible-at-once': 'warn' };
      expect(behind).toEqual(vendor === 'knot' ? { ...quiet, ...late } : quiet);
      const inTurn = verdictsOf(await judge({ behindMs: 600, nodes: 2 }));
      expect(inTurn).toEqual({ ...quiet, ...(inTurn[Object.keys(late)[0] ?? ''] === 'warn' ? late : {}) });
    },
  );

  test(
    `${vendor}: a node that never hears of deletions fails where erasure is required`,
    vendor === 'mastercard' ? LONG : SLOW,
    async () => {
      for (const nodes of [2, 4]) {
        const results = await judge({ behindMs: 0, isDeaf: true, nodes }, OF_USERS);
        expect(resultOf(results, 'deleted-users-stay-gone').verdict, String(nodes)).toBe('fail');
        // It has lost nobody; the requirement of own users in one list with a foreign one judges their erasure, too.
        const harm = /other-users|(?<!beside-own-ones-)survives|deletes-nobody/;
        expect(withVerdict(results, 'fail').filter((id) => harm.test(id))).toEqual([]);
      }
    },
  );
}
