import { KNOT, type KnotBehaviour, type KnotCall, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../../src/sandbox/knot/store.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails, warns } from '../types.ts';
import { withJson } from '../wire.ts';
import { idsOf, nowOf, steps, type Wrong } from './tools.ts';

const KEEPS = 'other-users-keep-everything';
const EVERYWHERE = 'no-read-shows-a-deleted-user';
const ANOTHER = 'recreated-user-is-another-user';

/** Things of a user, by kind. */
const THINGS: Readonly<Record<string, (account: LinkedAccount) => boolean>> = {
  'links for transactions': ({ scopes }) => scopes.includes('transaction_link'),
  'links for card switching': ({ scopes }) => scopes.includes('card_switcher'),
  'links of the first merchant': ({ merchantId }) => merchantId === 19,
  'links of the second merchant': ({ merchantId }) => merchantId === 45,
};

/** Reads with a filter, by what they ask for. */
const FILTERS: Readonly<Record<string, (query: URLSearchParams) => boolean>> = {
  'the first merchant': (query) => query.get('merchant_id') === '19',
  'the second merchant': (query) => query.get('merchant_id') === '45',
  transactions: (query) => query.get('type') === 'transaction_link',
  'card switching': (query) => query.get('type') === 'card_switcher',
  anything: (query) => query.has('type') || query.has('merchant_id'),
};

/** When the data of a deleted user is back. */
const RETURNS: Readonly<
  Record<string, (since: { readonly session: number; readonly link: number }, now: number) => boolean>
> = {
  'with the session': () => true,
  'with the first link': ({ link }, now) => link <= now,
  'a second after the session': ({ session }, now) => now >= session + 1000,
  'a second and a half after the link': ({ link }, now) => now >= link + 1500,
};

/** Parts of others are lost, parts of the deleted are left, and what was deleted comes back, each at its place. */
export const PARTS: readonly Wrong[] = [
  ...Object.entries(THINGS).flatMap(([what, isIt]) => [
    lost(`others-lose-${slug(what)}`, `All others lose their ${what}.`, (account) =>
      isIt(account) ? undefined : account,
    ),
    lost(
      `others-lose-scope-of-${slug(what)}`,
      `All others keep their ${what}, without what they are good for.`,
      (account) => (isIt(account) ? { ...account, scopes: [] } : account),
    ),
  ]),
  ...Object.entries(FILTERS).map(([what, isIt]) =>
    broken(
      `left-behind-${slug(what)}`,
      `The read that filters by ${what} goes on showing who was deleted.`,
      fails(EVERYWHERE),
      () => ({ behaviour: leftBehind(isIt) }),
      { requirements: [EVERYWHERE] },
    ),
  ),
  ...Object.entries(RETURNS).flatMap(([when, isBack]) =>
    [undefined, ...Object.entries(FILTERS).slice(-1)].map((filter) =>
      broken(
        `back-${slug(when)}${filter ? '-behind-a-filter' : ''}`,
        `What a deleted user had is back ${when}${filter ? ', for reads with a filter' : ''}.`,
        fails(ANOTHER),
        () => ({ behaviour: returning(isBack, filter?.[1]) }),
        { requirements: [ANOTHER] },
      ),
    ),
  ),
  ...[300, 1000, 1800].map((ms) =>
    broken(
      `old-deletion-takes-the-new-user-after-${ms}`,
      `A job of the old deletion takes the user who was created again ${ms} ms later.`,
      fails(ANOTHER),
      () => ({ behaviour: purging(ms) }),
      { requirements: [ANOTHER] },
    ),
  ),
  broken(
    'second-life-is-not-deletable',
    'A user who was created again is answered as deleted, and stays.',
    fails(ANOTHER),
    () => {
      const before = new Set<string>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            if (before.has(id)) return tenant.users.find(id) !== undefined;
            before.add(id);
            return tenant.users.delete(id);
          },
        },
      };
    },
    { requirements: [ANOTHER] },
  ),
  broken(
    'creating-again-crashes',
    'A creation with the id of a deleted user is answered 500.',
    warns(ANOTHER),
    () => {
      const before = new Set<string>();
      return {
        behaviour: {
          deleteUser: (_call, tenant, id) => (before.add(id), tenant.users.delete(id)),
          createSession(call, tenant) {
            if (before.has(KNOT.readDeletion(call))) throw new Error('duplicate key');
            return KNOT.createSession(call, tenant);
          },
        },
      };
    },
    { requirements: [ANOTHER] },
  ),
  broken(
    'others-are-marked',
    'A deletion changes the lifecycle of everybody who is there.',
    warns(KEEPS),
    () => {
      const marked = new Set<string>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            for (const other of idsOf(tenant)) marked.add(other);
            return tenant.users.delete(id);
          },
        },
        through: (inner) => async (request, limits) => {
          const response = await inner(request, limits);
          const id = new URL(request.url).searchParams.get('external_user_id');
          if (response.status !== 200 || id === null || !marked.has(id)) return response;
          return withJson(response, (body: object[]) =>
            Array.isArray(body) ? body.map((one) => ({ ...one, lifecycle: { status: 'stale' } })) : body,
          );
        },
      };
    },
    { requirements: [KEEPS] },
  ),
];

function slug(text: string): string {
  return text.replaceAll(' ', '-');
}

function lost(id: string, does: string, edit: (account: LinkedAccount) => LinkedAccount | undefined): Wrong {
  const change = steps({
    deleteUser(_call, tenant, gone) {
      const isThere = tenant.users.delete(gone);
      if (isThere)
        for (const { accounts } of tenant.users.users.values())
          for (const [key, account] of [...accounts]) {
            const left = edit(account);
            if (left) accounts.set(key, left);
            else accounts.delete(key);
          }
      return isThere;
    },
  });
  return broken(id, does, fails(KEEPS), change, { requirements: [KEEPS] });
}

/** Keeps what the deleted had, and hands it out where `shows` says so. */
function keeping(shows: (call: KnotCall, tenant: Tenant, id: string) => boolean): Partial<KnotBehaviour> {
  const kept = new Map<string, LinkedAccount[]>();
  return {
    deleteUser(_call, tenant, id) {
      const accounts = [...(tenant.users.find(id)?.accounts.values() ?? [])];
      if (!kept.has(id)) kept.set(id, accounts);
      return tenant.users.delete(id);
    },
    listAccounts(call, tenant, id) {
      const now = KNOT.listAccounts(call, tenant, id);
      const former = kept.get(id);
      return former && shows(call, tenant, id) ? [...(now ?? []), ...former] : now;
    },
  };
}

function leftBehind(isIt: (query: URLSearchParams) => boolean): Partial<KnotBehaviour> {
  return keeping(({ query }) => isIt(query));
}

function returning(
  isBack: (since: { readonly session: number; readonly link: number }, now: number) => boolean,
  isIt: (query: URLSearchParams) => boolean = () => true,
): KnotRun['behaviour'] & object {
  const sessions = new Map<string, number>();
  const links = new Map<string, number>();
  const deleted = new Set<string>();
  const kept = keeping((call, tenant, id) => {
    const since = { session: sessions.get(id) ?? Infinity, link: links.get(id) ?? Infinity };
    return since.session < Infinity && isIt(call.query) && isBack(since, nowOf(tenant));
  });
  return {
    ...kept,
    deleteUser(call, tenant, id) {
      deleted.add(id);
      return kept.deleteUser!(call, tenant, id);
    },
    createSession(call, tenant) {
      const id = KNOT.readDeletion(call);
      if (deleted.has(id) && !sessions.has(id)) sessions.set(id, nowOf(tenant));
      return KNOT.createSession(call, tenant);
    },
    linkAccount(call, tenant) {
      const id = KNOT.readDeletion(call);
      if (deleted.has(id)) links.set(id, nowOf(tenant));
      return KNOT.linkAccount(call, tenant);
    },
  };
}

function purging(ms: number): KnotRun['behaviour'] & object {
  const due = new Map<string, number>();
  return {
    deleteUser(_call, tenant, id) {
      const isThere = tenant.users.delete(id);
      if (isThere && !due.has(id)) due.set(id, nowOf(tenant) + ms);
      return isThere;
    },
    listAccounts(call, tenant, id) {
      if (nowOf(tenant) >= (due.get(id) ?? Infinity)) tenant.users.delete(id);
      return KNOT.listAccounts(call, tenant, id);
    },
  };
}
