import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer } from '../../../../src/sandbox/mastercard/steps.ts';
import { broken, fails } from '../types.ts';
import { livingOf, namedIn, steps, type Wrong } from './tools.ts';

const LEFT = fails('users-left-at-the-end-are-deleted-too');

/** Lists everybody who is there, and keeps whom `keeps` picks. */
const keeping = (keeps: (issuer: Issuer, id: string) => boolean) => ({
  deleteUsers: (_call: unknown, issuer: Issuer, ids: readonly string[]) =>
    ids.filter((id) => (keeps(issuer, id) ? livingOf(issuer, [id]).length > 0 : issuer.users.delete(id))),
});

/** Users who had to live, and can no longer be deleted. */
export const LEFT_USERS: readonly Wrong[] = [
  broken(
    'bystanders-leave-the-index',
    'A deletion drops everybody else of the issuer from the index by which users are deleted.',
    LEFT,
    () => {
      const lost = new Set<string>();
      return {
        behaviour: {
          deleteUsers(_call, issuer, ids) {
            const there = livingOf(issuer, ids);
            const deleted = there.filter((id) => !lost.has(id) && issuer.users.delete(id));
            if (deleted.length > 0) for (const [id] of issuer.users.users) lost.add(id);
            return there;
          },
        },
      };
    },
  ),
  broken(
    'attacked-users-are-protected',
    'Who was named without a right signature is listed from then on, and kept.',
    LEFT,
    () => {
      const named = new Set<string>();
      return steps({
        async authenticate(call) {
          try {
            return await MASTERCARD.authenticate(call);
          } catch (refusal) {
            for (const id of namedIn(call)) named.add(id);
            throw refusal;
          }
        },
        ...keeping((_issuer, id) => named.has(id)),
      })();
    },
  ),
  broken('read-often-and-pinned', 'Whose score was read three times stays in a cache, listed as deleted.', LEFT, () => {
    const reads = new Map<string, number>();
    return steps({
      stateOf(call, issuer, id) {
        reads.set(id, (reads.get(id) ?? 0) + 1);
        return MASTERCARD.stateOf(call, issuer, id);
      },
      ...keeping((_issuer, id) => (reads.get(id) ?? 0) >= 3),
    })();
  }),
];
