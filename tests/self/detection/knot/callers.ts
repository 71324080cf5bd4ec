import type { Answer } from '../../../../src/sandbox/answer.ts';
import { KNOT, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../../src/sandbox/knot/store.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails } from '../types.ts';
import { answer } from '../wire.ts';
import { aTurn, namedIn, steps, type Wrong } from './tools.ts';

/** Reads are answered from a cache for each value of a header field, which deletions do not empty. */
const cachedBy = (name: string, usual: string | null) => () => {
  const cache = new Map<string, Answer>();
  return steps({
    async getAccounts(call, tenant) {
      const value = call.request.headers.get(name);
      const key = `${String(value)} ${String(call.tenants.indexOf(tenant))} ${String(call.query)}`;
      const known = value === usual ? undefined : cache.get(key);
      const now = known ?? (await KNOT.getAccounts(call, tenant));
      if (value !== usual && now.status === 200) cache.set(key, now);
      return now;
    },
  })();
};

const READ = fails('no-read-shows-a-deleted-user');

/** Faults that only other callers, clients and routes meet. */
export const CALLERS: readonly Wrong[] = [
  broken(
    'cached-by-version',
    'Reads are cached for each Knot-Version that is sent.',
    READ,
    cachedBy('knot-version', null),
  ),
  broken(
    'cached-by-accept',
    'Reads are cached for each Accept but that of JSON.',
    READ,
    cachedBy('accept', 'application/json'),
  ),
  broken(
    'link-brings-back',
    'A link without a session finds the deleted user and gives the old links back.',
    fails('user-who-links-again-has-no-old-data'),
    () => {
      const trash = new Map<string, [number, LinkedAccount][]>();
      return {
        behaviour: {
          createSession(call, tenant) {
            trash.delete(namedIn(call));
            return KNOT.createSession(call, tenant);
          },
          async linkAccount(call, tenant) {
            const linked = await KNOT.linkAccount(call, tenant);
            for (const [merchant, account] of trash.get(namedIn(call)) ?? [])
              tenant.users.find(namedIn(call))?.accounts.set(merchant, account);
            return linked;
          },
          deleteUser(_call, tenant, id) {
            trash.set(id, [...(tenant.users.find(id)?.accounts ?? [])]);
            return tenant.users.delete(id);
          },
        },
      };
    },
  ),
  broken(
    'merchant-narrows-the-deletion',
    'A deletion that names a merchant takes the link to it alone, and is answered 200.',
    fails('members-of-other-requests-are-ignored'),
    steps({
      deleteUser({ body }, tenant, id) {
        const { merchant_id: merchant } = JSON.parse(body.toString()) as { merchant_id?: number };
        if (merchant === undefined) return tenant.users.delete(id);
        return tenant.users.find(id)?.accounts.delete(merchant) !== undefined;
      },
    }),
  ),
  broken(
    'credentials-in-a-shared-variable',
    'Whether the credentials are right is kept in a variable of the process over an access to the store.',
    fails('callers-at-the-same-time-are-kept-apart'),
    () => {
      let current: Tenant | undefined;
      return {
        behaviour: {
          async authenticate(call) {
            current = await KNOT.authenticate(call);
            await aTurn();
            return current;
          },
        },
      };
    },
  ),
  broken(
    'client-in-a-shared-variable',
    'Whose users are deleted is kept in a variable of the process over an access to the store.',
    fails('callers-at-the-same-time-are-kept-apart'),
    () => {
      let current: Tenant | undefined;
      return {
        behaviour: {
          async authenticate(call) {
            const tenant = await KNOT.authenticate(call);
            current = tenant ?? current;
            return tenant;
          },
          async deleteUser(_call, _tenant, id) {
            await aTurn();
            return current?.users.delete(id) ?? false;
          },
        },
      };
    },
  ),
  broken(
    'old-route-is-open',
    'DELETE /user/{id} of an earlier version is still there, and asks for no credentials.',
    fails('other-routes-of-a-user-need-credentials'),
    (): KnotRun => {
      let own: Tenant | undefined;
      return {
        behaviour: {
          handle(call) {
            own = call.tenants[0];
            return KNOT.handle(call);
          },
        },
        through: (inner) => async (request, limits) => {
          const [, id] = /\/user\/([^/?]+)$/.exec(new URL(request.url).pathname) ?? [];
          if (request.method !== 'DELETE' || id === undefined || id === 'delete') return inner(request, limits);
          return answer(own?.users.delete(decodeURIComponent(id)) ? 200 : 404, {});
        },
      };
    },
  ),
];
