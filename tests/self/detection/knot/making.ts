import { KNOT, type KnotCall, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import { broken, fails } from '../types.ts';
import { idsOf, namedIn, steps, type Wrong } from './tools.ts';

type Said = Readonly<Record<string, unknown>>;

const said = ({ body }: KnotCall): Said => JSON.parse(body.toString()) as Said;
const keyOf = ({ tenants }: KnotCall, tenant: Tenant, id: string): string => `${tenants.indexOf(tenant)} ${id}`;

/** Says success and deletes nobody whom `isKept` picks by what sessions and links said of them, in order. */
const keeps = (isKept: (all: readonly Said[]) => boolean) => () => {
  const calls = new Map<string, Said[]>();
  const noted = <T>(call: KnotCall, tenant: Tenant, answer: T): T => {
    const key = keyOf(call, tenant, namedIn(call));
    calls.set(key, [...(calls.get(key) ?? []), said(call)]);
    return answer;
  };
  return {
    behaviour: {
      createSession: (call: KnotCall, tenant: Tenant) => noted(call, tenant, KNOT.createSession(call, tenant)),
      linkAccount: (call: KnotCall, tenant: Tenant) => noted(call, tenant, KNOT.linkAccount(call, tenant)),
      deleteUser(call: KnotCall, tenant: Tenant, id: string) {
        const isThere = tenant.users.find(id) !== undefined;
        return isThere && isKept(calls.get(keyOf(call, tenant, id)) ?? []) ? true : tenant.users.delete(id);
      },
    },
  };
};

const OTHERWISE = { requirements: ['user-who-came-otherwise-is-deleted'] };
const otherwise = (id: string, does: string, isKept: (all: readonly Said[]) => boolean): Wrong =>
  broken(id, does, fails('user-who-came-otherwise-is-deleted'), keeps(isKept), OTHERWISE);

const SHARES = { requirements: ['user-who-shares-contact-and-card-survives'] };

/** What becomes of a user depends on how they came to be, what they share, and what was tried before. */
export const MAKING: readonly Wrong[] = [
  otherwise(
    'sessions-for-cards-kept',
    'Who came by a session for cards stays.',
    ([first]) => first?.['type'] === 'card_switcher',
  ),
  otherwise('vault-sessions-kept', 'Who came by a vault session stays.', ([first]) => first?.['type'] === 'vault'),
  otherwise('contacts-kept', 'A user with an e-mail address stays.', (all) =>
    all.some(({ email }) => email !== undefined),
  ),
  otherwise(
    'without-session-kept',
    'Who was linked without a session stays.',
    ([first]) => first?.['type'] === undefined,
  ),
  otherwise('cards-alone-kept', 'Who has links for cards alone stays.', (all) =>
    all.every(({ type, card_switcher: isForCards }) => type !== undefined || isForCards === true),
  ),
  otherwise('linked-twice-kept', 'Who linked a merchant twice stays.', (all) => {
    const merchants = all.flatMap(({ merchant_id: merchant }) => (merchant === undefined ? [] : [merchant]));
    return new Set(merchants).size < merchants.length;
  }),
  otherwise(
    'second-session-kept',
    'Who opened a second session stays.',
    (all) => all.filter(({ type }) => type).length > 1,
  ),
  broken(
    'never-read-kept',
    'Who was never read is in no cache, and stays.',
    fails('user-whom-nobody-has-read-is-deleted'),
    () => {
      const read = new Set<string>();
      return {
        behaviour: {
          getAccounts(call, tenant) {
            read.add(keyOf(call, tenant, call.query.get('external_user_id') ?? ''));
            return KNOT.getAccounts(call, tenant);
          },
          deleteUser(call, tenant, id) {
            const isThere = tenant.users.find(id) !== undefined;
            return isThere && !read.has(keyOf(call, tenant, id)) ? true : tenant.users.delete(id);
          },
        },
      };
    },
    { requirements: ['user-whom-nobody-has-read-is-deleted'] },
  ),
  broken(
    'refused-users-are-locked',
    'A deletion with bad credentials locks the user: later ones are answered with success and not done.',
    fails('deletion-after-refused-ones-is-done'),
    () => {
      const locked = new Set<string>();
      return {
        behaviour: {
          refuseCredentials(call) {
            locked.add(namedIn(call));
            return KNOT.refuseCredentials(call);
          },
          deleteUser: (_call, tenant, id) => (locked.has(id) ? idsOf(tenant).includes(id) : tenant.users.delete(id)),
        },
      };
    },
    { requirements: ['deletion-after-refused-ones-is-done'] },
  ),
  broken(
    'second-client-kept',
    'The users of the second client are answered with success and stay.',
    fails('user-of-second-client-is-deleted'),
    steps({
      deleteUser: ({ tenants }, tenant, id) =>
        tenant === tenants[0] ? tenant.users.delete(id) : idsOf(tenant).includes(id),
    }),
    { requirements: ['user-of-second-client-is-deleted'] },
  ),
  broken(
    'deleted-ids-without-client',
    'Deleted ids are remembered without their client.',
    fails('same-id-is-deleted-by-each-client'),
    () => {
      const deleted = new Set<string>();
      return {
        behaviour: {
          deleteUser(_call, tenant, id) {
            if (deleted.has(id)) return false;
            deleted.add(id);
            return tenant.users.delete(id);
          },
        },
      };
    },
    { requirements: ['same-id-is-deleted-by-each-client'] },
  ),
  sharing('same-email-goes-too', 'Who shares the e-mail address goes too.', ({ email }) => email, 'own', SHARES),
  sharing(
    'same-email-of-other-client-goes-too',
    'A user of another client who shares the e-mail address goes too.',
    ({ email }) => email,
    'other',
    { requirements: ['user-of-other-client-who-shares-contact-and-card-survives'] },
  ),
  broken(
    'same-card-goes-too',
    'Links for a card are deleted with it, also those of other users.',
    fails('user-who-shares-contact-and-card-survives'),
    () => {
      const cards = new Map<string, unknown>();
      return {
        behaviour: {
          linkAccount(call, tenant) {
            const { merchant_id: merchant, card_id: card } = said(call);
            cards.set(`${keyOf(call, tenant, namedIn(call))} ${String(merchant)}`, card);
            return KNOT.linkAccount(call, tenant);
          },
          deleteUser(call, tenant, id) {
            const of = (user: string, merchant: number) => cards.get(`${keyOf(call, tenant, user)} ${merchant}`);
            const mine = new Set([...(tenant.users.find(id)?.accounts.keys() ?? [])].map((one) => of(id, one)));
            mine.delete(undefined);
            for (const other of idsOf(tenant)) {
              const { accounts } = tenant.users.find(other) ?? {};
              for (const merchant of accounts?.keys() ?? [])
                if (other !== id && mine.has(of(other, merchant))) accounts?.delete(merchant);
            }
            return tenant.users.delete(id);
          },
        },
      };
    },
    SHARES,
  ),
  broken(
    'uuid-is-an-internal-key',
    'An id that is a UUID is looked up as the key of a row, which nobody has.',
    fails('user-with-a-uuid-is-deletable'),
    steps({ deleteUser: (_call, tenant, id) => !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(id) && tenant.users.delete(id) }),
    { requirements: ['user-with-a-uuid-is-deletable'] },
  ),
  broken(
    'cache-of-both-filters',
    'A read with both filters has a cache of its own, which a deletion does not empty.',
    fails('no-read-shows-a-deleted-user'),
    () => {
      const cache = new Map<string, Awaited<ReturnType<typeof KNOT.getAccounts>>>();
      return {
        behaviour: {
          async getAccounts(call, tenant) {
            const answer = await KNOT.getAccounts(call, tenant);
            if (!call.query.has('merchant_id') || !call.query.has('type')) return answer;
            const key = `${call.tenants.indexOf(tenant)} ${call.query.toString()}`;
            const known = cache.get(key);
            if (!known && answer.status === 200) cache.set(key, answer);
            return known ?? answer;
          },
        },
      };
    },
    { requirements: ['no-read-shows-a-deleted-user'] },
  ),
];

/** Whoever of that client has said the same goes with the deleted user. */
function sharing(
  id: string,
  does: string,
  of: (said: Said) => unknown,
  whose: 'own' | 'other',
  hits: { readonly requirements: readonly string[] },
): Wrong {
  const [slug = ''] = hits.requirements;
  return broken(
    id,
    does,
    fails(slug),
    () => {
      const values = new Map<string, unknown>();
      return {
        behaviour: {
          createSession(call, tenant) {
            values.set(keyOf(call, tenant, namedIn(call)), of(said(call)));
            return KNOT.createSession(call, tenant);
          },
          deleteUser(call, tenant, named) {
            const value = values.get(keyOf(call, tenant, named));
            for (const one of call.tenants.filter((other) => (other === tenant) === (whose === 'own')))
              for (const other of idsOf(one))
                if (value !== undefined && other !== named && values.get(keyOf(call, one, other)) === value)
                  one.users.delete(other);
            return tenant.users.delete(named);
          },
        },
      };
    },
    hits,
  );
}
