import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { knotWithReplica } from '../../network/replicas.ts';
import { broken, fails, legal } from '../types.ts';
import { idsOf, type Right, type Wrong } from './tools.ts';

/** One look may be answered by another node: it takes several users to find the one that is wrong. */
const SEVERAL = {
  requirements: [
    'deleted-user-is-gone',
    'linked-accounts-are-deleted-too',
    'several-users-are-deleted-one-after-another',
    'several-users-are-deleted-together',
    'deleted-users-stay-gone',
    'other-users-are-untouched',
    'other-users-still-live',
  ],
};

/** Several nodes answer the reads, and one of them is wrong for good. */
export const NODES: readonly Wrong[] = [
  broken(
    'one-of-two-never-hears',
    'One of two nodes that answer the reads in turn never hears of deletions.',
    fails('deleted-users-stay-gone'),
    () => knotWithReplica({ behindMs: 0, isDeaf: true, nodes: 2 }),
    SEVERAL,
  ),
  broken(
    'one-of-three-never-hears',
    'One of three nodes that answer the reads in turn never hears of deletions.',
    fails('deleted-users-stay-gone'),
    () => knotWithReplica({ behindMs: 600, isDeaf: true, nodes: 3 }),
    SEVERAL,
  ),
  broken(
    'one-of-two-loses-everybody',
    'At every deletion one of two nodes that answer the reads in turn loses all other users of the client.',
    fails('other-users-still-live'),
    () => {
      const lost = new Set<string>();
      let reads = 0;
      return {
        behaviour: {
          deleteUser(call, tenant, id) {
            for (const other of idsOf(tenant)) lost.add(other);
            return KNOT.deleteUser(call, tenant, id);
          },
          listAccounts(call, tenant, id) {
            reads += 1;
            return reads % 2 === 0 && lost.has(id) ? undefined : KNOT.listAccounts(call, tenant, id);
          },
        },
      };
    },
    SEVERAL,
  ),
];

/** Nodes that catch up. */
export const LEGAL_NODES: readonly Right[] = [
  legal(
    'replica-behind',
    'A replica 600 ms behind answers all reads (A35).',
    () => knotWithReplica({ behindMs: 600, nodes: 1 }),
    { 'deletion-is-visible-at-once': 'K17: at once is wished' },
  ),
  legal(
    'replica-behind-in-turn',
    'A replica 600 ms behind answers every second read (A35).',
    () => knotWithReplica({ behindMs: 600, nodes: 2 }),
    { 'deletion-is-visible-at-once': 'K17: at once is wished' },
  ),
];
