import { expect, test } from '@playwright/test';
import type { Results } from '../../../src/verdict/results.ts';
import { disposeOfKeys, judgeKnot, judgeMastercard, resultOf, withVerdict } from '../run/in-process.ts';
import { knotWithReplica, mastercardWithReplica, type Replica } from './replicas.ts';

test.afterAll(disposeOfKeys);

const VENDORS = {
  knot: (replica?: Replica) => judgeKnot(replica ? knotWithReplica(replica) : {}),
  mastercard: (replica?: Replica) => judgeMastercard(replica ? mastercardWithReplica(replica) : {}),
};

const verdictsOf = (results: Results) =>
  Object.fromEntries(results.requirements.map(({ id, verdict }) => [id, verdict]));

for (const [vendor, judge] of Object.entries(VENDORS)) {
  test(`${vendor}: a replica 600 ms behind gets the verdicts of the quiet run`, async () => {
    test.setTimeout(180_000);
    const quiet = verdictsOf(await judge());
    // Nobody is gone at once where all reads are behind: that much is true of it (K17).
    const behind = verdictsOf(await judge({ behindMs: 600, nodes: 1 }));
    const late = { 'knot/deletion-is-visible-at-once': 'warn' };
    expect(behind).toEqual(vendor === 'knot' ? { ...quiet, ...late } : quiet);
    const inTurn = verdictsOf(await judge({ behindMs: 600, nodes: 2 }));
    expect(inTurn).toEqual({ ...quiet, ...(inTurn[Object.keys(late)[0] ?? ''] === 'warn' ? late : {}) });
  });

  test(`${vendor}: a node that never hears of deletions fails where erasure is required`, async () => {
    test.setTimeout(180_000);
    for (const nodes of [2, 4]) {
      const results = await judge({ behindMs: 0, isDeaf: true, nodes });
      expect(resultOf(results, 'deleted-users-stay-gone').verdict, String(nodes)).toBe('fail');
      // It has lost nobody; the requirement of own users in one list with a foreign one judges their erasure, too.
      const harm = /other-users|(?<!beside-own-ones-)survives|deletes-nobody/;
      expect(withVerdict(results, 'fail').filter((id) => harm.test(id))).toEqual([]);
    }
  });
}
