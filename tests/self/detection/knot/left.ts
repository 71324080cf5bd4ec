import { KNOT, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails } from '../types.ts';
import { idsOf, namedIn, nowOf, steps, type Wrong } from './tools.ts';

const LEFT = fails('users-left-at-the-end-are-deleted-too');

/** Says that it deletes, and keeps whom `keeps` picks. */
const keeping = (keeps: (tenant: Tenant, id: string) => boolean) => ({
  deleteUser: (_call: unknown, tenant: Tenant, id: string) =>
    keeps(tenant, id) ? tenant.users.find(id) !== undefined : tenant.users.delete(id),
});

/** Users who had to live, and can no longer be deleted. */
export const LEFT_USERS: readonly Wrong[] = [
  broken(
    'bystanders-leave-the-index',
    'A deletion drops everybody who is there from the index by which users are deleted.',
    LEFT,
    () => {
      const lost = new Set<unknown>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            const user = tenant.users.find(id);
            if (!user || lost.has(user)) return false;
            for (const other of idsOf(tenant)) lost.add(tenant.users.find(other));
            return tenant.users.delete(id);
          },
        },
      };
    },
  ),
  broken(
    'attacked-users-are-protected',
    'Who was named with bad credentials is answered 200 from then on, and kept.',
    LEFT,
    () => {
      const named = new Set<string>();
      return steps({
        refuseCredentials(call) {
          named.add(namedIn(call));
          return KNOT.refuseCredentials(call);
        },
        ...keeping((_tenant, id) => named.has(id)),
      })();
    },
  ),
  broken('eighty-a-day', 'After eighty deletions further ones are answered 200 and dropped.', LEFT, () => {
    let deletions = 0;
    return steps(keeping((tenant, id) => tenant.users.find(id) !== undefined && (deletions += 1) > 80))();
  }),
  broken(
    'older-than-three-seconds',
    'Who was linked three seconds ago or earlier has been archived: answered 200, and kept.',
    LEFT,
    () => {
      const born = new Map<unknown, number>();
      return steps({
        linkAccount(call, tenant) {
          const answer = KNOT.linkAccount(call, tenant);
          for (const id of idsOf(tenant)) {
            const user = tenant.users.find(id);
            if (user && !born.has(user)) born.set(user, nowOf(tenant));
          }
          return answer;
        },
        ...keeping((tenant, id) => nowOf(tenant) - (born.get(tenant.users.find(id)) ?? Infinity) >= 3000),
      })();
    },
  ),
  broken(
    'read-often-and-pinned',
    'Who was read four times is pinned in a cache that the deletion does not reach.',
    LEFT,
    () => {
      const reads = new Map<string, number>();
      return steps({
        getAccounts(call, tenant) {
          const id = call.query.get('external_user_id') ?? '';
          reads.set(id, (reads.get(id) ?? 0) + 1);
          return KNOT.getAccounts(call, tenant);
        },
        ...keeping((_tenant, id) => (reads.get(id) ?? 0) >= 4),
      })();
    },
  ),
];
