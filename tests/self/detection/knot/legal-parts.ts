import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../../src/sandbox/knot/store.ts';
import { legal } from '../types.ts';
import { withJson } from '../wire.ts';
import { nowOf, refuse, steps, type Right } from './tools.ts';

const WITH_PARTS = [
  'other-users-keep-everything',
  'no-read-shows-a-deleted-user',
  'recreated-user-is-another-user',
  'recreated-user-has-no-old-data',
  'deleted-user-is-gone',
  'deleted-users-stay-gone',
  'other-users-still-live',
];
const ONLY = { requirements: WITH_PARTS };

/** What may move, differ or be missing in what a user has. */
export const LEGAL_PARTS: readonly Right[] = [
  legal(
    'one-merchant',
    'Knows one merchant and refuses links with others (A45).',
    steps({
      linkAccount(call, tenant) {
        const { merchant_id: merchant } = call.steps.readProperties(call);
        return merchant === 19
          ? KNOT.linkAccount(call, tenant)
          : refuse(400, 'MERCHANT_ERROR', 'MERCHANT_UNAVAILABLE', 'The merchant is not available.');
      },
    }),
  ),
  legal(
    'links-fill-up',
    'A link is good for nothing at first, and for more every second (A34).',
    () => {
      const since = new Map<LinkedAccount, number>();
      return {
        behaviour: {
          listAccounts(call, tenant, id) {
            const accounts = KNOT.listAccounts(call, tenant, id);
            return accounts?.map((account) => {
              const start = since.get(account) ?? nowOf(tenant);
              since.set(account, start);
              return nowOf(tenant) < start + 1000 ? { ...account, scopes: [] } : account;
            });
          },
        },
        deletionDelayMs: 1500,
      };
    },
    { 'deletion-is-visible-at-once': 'K17: wished' },
    ONLY,
  ),
  legal(
    'last-action-moves',
    'The last action of a user has the time of the read (A34).',
    () => ({
      deletionDelayMs: 700,
      through: (inner, clock) => async (request, limits) => {
        const response = await inner(request, limits);
        if (!request.url.includes('/accounts/get') || response.status !== 200) return response;
        return withJson(response, (body: object[]) =>
          Array.isArray(body)
            ? body.map((one) => ({
                ...one,
                last_user_action: { attempted_at: new Date(clock.now()).toISOString(), status: null },
              }))
            : body,
        );
      },
    }),
    {},
    ONLY,
  ),
  legal(
    'order-of-links-changes',
    'The links are listed in another order every time (A34).',
    () => {
      let turn = 0;
      return {
        behaviour: {
          listAccounts(call, tenant, id) {
            const accounts = KNOT.listAccounts(call, tenant, id);
            return accounts && (turn++ % 2 === 0 ? accounts : accounts.toReversed());
          },
        },
      };
    },
    {},
    ONLY,
  ),
  legal(
    'merchant-filter-is-ignored',
    'A read with a merchant lists all links.',
    filtered(({ query }) => query.delete('merchant_id')),
    {},
    ONLY,
  ),
  legal(
    'type-filter-is-ignored',
    'A read with a type lists all links.',
    filtered(({ query }) => query.delete('type')),
    {},
    ONLY,
  ),
  legal(
    'type-filter-is-refused',
    'A read with a type is refused (A45).',
    steps({
      getAccounts: (call, tenant) =>
        call.query.has('type') ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD') : KNOT.getAccounts(call, tenant),
    }),
    {},
    ONLY,
  ),
  legal(
    'merchant-of-nobody',
    'A read with a merchant of somebody who is gone is answered MERCHANT_ACCOUNT_NOT_FOUND.',
    steps({
      getAccounts: (call, tenant) =>
        call.query.has('merchant_id') && !tenant.users.find(call.query.get('external_user_id') ?? '')
          ? refuse(400, 'MERCHANT_ACCOUNT_ERROR', 'MERCHANT_ACCOUNT_NOT_FOUND')
          : KNOT.getAccounts(call, tenant),
    }),
    {},
    ONLY,
  ),
  legal(
    'ids-are-used-once',
    'The id of a deleted user cannot be used again (A8).',
    () => {
      const before = new Set<string>();
      return {
        behaviour: {
          deleteUser: (_call, tenant, id) => (before.add(id), tenant.users.delete(id)),
          createSession: (call, tenant) =>
            before.has(KNOT.readDeletion(call))
              ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD')
              : KNOT.createSession(call, tenant),
        },
      };
    },
    {},
    ONLY,
  ),
];

/** Reads whose query is edited first. */
function filtered(edit: (call: { query: URLSearchParams }) => void) {
  return steps({
    getAccounts(call, tenant) {
      const query = new URLSearchParams(call.query);
      edit({ query });
      return KNOT.getAccounts({ ...call, query }, tenant);
    },
  });
}
