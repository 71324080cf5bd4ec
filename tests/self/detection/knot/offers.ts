import { KNOT, type KnotBehaviour } from '../../../../src/sandbox/knot/behaviour.ts';
import { errorAnswer } from '../../../../src/sandbox/knot/errors.ts';
import { broken, BY_OUTCOME, fails, legal, type Primary } from '../types.ts';
import { deleteAll, refuse, type Right, type Wrong } from './tools.ts';

const NO_ACCESS = ['INVALID_REQUEST', 'NO_ACCESS', 'It is not enabled.'] as const;

/** Sessions of these types alone. */
const sessions = (...types: string[]): Partial<KnotBehaviour> => ({
  createSession: (call, tenant) =>
    types.includes(String(call.steps.readProperties(call)['type']))
      ? KNOT.createSession(call, tenant)
      : refuse(403, ...NO_ACCESS),
});

/** Links that `isOffered` picks. */
const links = (
  isOffered: (properties: Readonly<Record<string, unknown>>) => boolean,
  status = 400,
): Partial<KnotBehaviour> => ({
  linkAccount: (call, tenant) =>
    isOffered(call.steps.readProperties(call)) ? KNOT.linkAccount(call, tenant) : errorAnswer(status, ...NO_ACCESS),
});

const NO_LINKS = links(() => false, 404);
const UNDOCUMENTED = { 'link-has-no-undocumented-status': 'A45: the call is not there; A28: warns' };

/** What a target may offer of the calls that create users, and the SHOULD requirements that it does not follow. */
const OFFERS: Readonly<Record<string, readonly [string, Partial<KnotBehaviour>, Right['warns']]>> = {
  'card-sessions': ['Opens sessions of the type card_switcher alone', sessions('card_switcher'), {}],
  'vault-sessions': ['Opens sessions of the type vault alone', sessions('vault'), {}],
  'another-merchant': ['Knows another merchant than that of the examples', links((p) => p['merchant_id'] === 45), {}],
  'last-merchant': ['Knows the last of the merchants alone', links((p) => p['merchant_id'] === 12), {}],
  'card-links': ['Links accounts for card switching alone', links((p) => !p['transactions'], 403), UNDOCUMENTED],
  'no-links': ['Has no call that links accounts', NO_LINKS, UNDOCUMENTED],
  'no-links-501': ['Answers the call that links accounts with 501', links(() => false, 501), UNDOCUMENTED],
  'vault-and-last-merchant': [
    'Opens sessions of the type vault alone, and knows the last of the merchants',
    { ...sessions('vault'), ...links((p) => p['merchant_id'] === 12) },
    {},
  ],
};

const ROWS = ['deleted-user-is-gone', 'several-users-are-deleted-together', 'other-users-are-untouched'];
const NEIGHBOURS = [
  'padded-neighbour-survives',
  'late-difference-keeps-neighbours-apart',
  'recreated-user-is-another-user',
];

/** Users are made by what is there (A45). */
export const LEGAL_OFFERS: readonly Right[] = Object.entries(OFFERS).map(([id, [does, behaviour, warns]]) => {
  // The whole catalogue for one of each kind.
  const few = /^(?:no-links|vault-and-last-merchant)$/.test(id) ? {} : { requirements: [...ROWS, ...NEIGHBOURS] };
  return legal(`offers-${id}`, `${does} (A45).`, () => ({ behaviour }), warns, few);
});

/** Wrong, whatever is there to make users with. */
export const OFFERS_AND_LIES: readonly Wrong[] = Object.entries(OFFERS).flatMap(([id, [does, behaviour]]) => {
  const line = (name: string, what: string, primary: Primary, wrong: Partial<KnotBehaviour>): Wrong =>
    broken(
      `offers-${id}/${name}`,
      `${does}, and ${what}.`,
      primary,
      () => ({ behaviour: { ...behaviour, ...wrong } }),
      {
        requirements: ROWS,
      },
    );
  return [
    // A second deletion that is accepted like the first proves nothing, and the run is not green.
    line('nobody', 'deletes nobody', BY_OUTCOME, {
      deleteUser: (_call, tenant, user) => tenant.users.find(user) !== undefined,
    }),
    line('everybody', 'deletes everybody', fails('other-users-are-untouched'), {
      deleteUser(call, tenant, user) {
        const isThere = KNOT.deleteUser(call, tenant, user);
        deleteAll(tenant);
        return isThere;
      },
    }),
  ].map((one) => (one.id.endsWith('everybody') ? { ...one, requirements: ['other-users-are-untouched'] } : one));
});
