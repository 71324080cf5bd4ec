import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { mastercardWithReplica } from '../../network/replicas.ts';
import { broken, fails, legal } from '../types.ts';
import { ERASURE_REQUIREMENTS } from './lies.ts';
import { idsOf, type Right, type Wrong } from './tools.ts';

/** One look may be answered by another node: it takes several users to find the one that is wrong. */
const SEVERAL = { requirements: ERASURE_REQUIREMENTS };

/** Several nodes answer the reads, and one of them is wrong for good. */
export const NODES: readonly Wrong[] = [
  broken(
    'one-of-two-never-hears',
    'One of two nodes that answer the reads in turn never hears of deletions.',
    fails('deleted-users-stay-gone'),
    () => mastercardWithReplica({ behindMs: 0, isDeaf: true, nodes: 2 }),
    SEVERAL,
  ),
  broken(
    'one-of-three-never-hears',
    'One of three nodes that answer the reads in turn never hears of deletions.',
    fails('deleted-users-stay-gone'),
    () => mastercardWithReplica({ behindMs: 600, isDeaf: true, nodes: 3 }),
    SEVERAL,
  ),
  broken(
    'one-of-two-loses-everybody',
    'At every deletion one of two nodes that answer in turn loses all other users of the issuer.',
    fails('other-users-still-live'),
    () => {
      const lost = new Set<string>();
      const reads = new Map<string, number>();
      return {
        behaviour: {
          deleteUsers(call, issuer, ids) {
            for (const other of idsOf(issuer)) lost.add(other);
            return MASTERCARD.deleteUsers(call, issuer, ids);
          },
          stateOf(call, issuer, id) {
            const count = reads.get(id) ?? 0;
            reads.set(id, count + 1);
            // Two calls make one look: a session keeps to its node.
            const isOther = Math.floor(count / 2) % 2 === 0;
            return isOther && lost.has(id) ? 'gone' : MASTERCARD.stateOf(call, issuer, id);
          },
        },
      };
    },
    SEVERAL,
  ),
];

/** Nodes that catch up. */
export const LEGAL_NODES: readonly Right[] = [
  legal('replica-behind', 'A replica 600 ms behind answers all reads (A35).', () =>
    mastercardWithReplica({ behindMs: 600, nodes: 1 }),
  ),
  legal('replica-behind-in-turn', 'A replica 600 ms behind answers every second read (A35).', () =>
    mastercardWithReplica({ behindMs: 600, nodes: 2 }),
  ),
];
