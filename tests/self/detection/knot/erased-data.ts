import { KNOT, type KnotCall } from '../../../../src/sandbox/knot/behaviour.ts';
import type { Scope } from '../../../../src/sandbox/knot/store.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails } from '../types.ts';
import { namedIn, type Wrong } from './tools.ts';

interface Session {
  readonly external_user_id?: string;
  readonly email?: string;
  readonly card_id?: string;
}

/** Remembers what sessions said of each user, for ever. */
const remembering = (change: (said: Map<string, Session>) => KnotRun['behaviour']) => (): KnotRun => {
  const said = new Map<string, Session>();
  return {
    behaviour: {
      createSession(call, tenant) {
        const now = JSON.parse(call.body.toString()) as Session;
        const answer = KNOT.createSession(call, tenant);
        said.set(now.external_user_id ?? '', { ...said.get(now.external_user_id ?? ''), ...now });
        return answer;
      },
      ...change(said),
    },
  };
};

const valueOf = ({ email, card_id: card }: Session = {}): string => email ?? card ?? '';

/** What was erased is told again, or what is another user's. */
export const ERASED_DATA: readonly Wrong[] = [
  broken(
    'error-tells-the-address',
    'The error of a second deletion names the address or card of the user who was deleted.',
    fails('responses-hold-no-erased-data'),
    remembering((said) => ({
      answerUnknownUser(call, id) {
        const answer = KNOT.answerUnknownUser(call, id);
        const value = valueOf(said.get(id));
        const body = answer.body as Record<string, unknown>;
        return value === '' ? answer : { ...answer, body: { ...body, error_message: `${value} is gone.` } };
      },
    })),
  ),
  broken(
    'header-of-reads-tells-the-address',
    'A read names the address or card of the user in a header field, for ever.',
    fails('responses-hold-no-erased-data'),
    remembering((said) => ({
      async getAccounts(call, tenant) {
        const answer = await KNOT.getAccounts(call, tenant);
        const value = valueOf(said.get(call.query.get('external_user_id') ?? ''));
        return value === '' ? answer : { ...answer, headers: { ...answer.headers, 'x-owner': value } };
      },
    })),
  ),
  broken(
    'error-tells-the-last-address',
    'A refused deletion names the address or card of the user who was created last.',
    fails('responses-name-no-other-user'),
    remembering((said) => ({
      answerUnknownUser(call: KnotCall, id) {
        const answer = KNOT.answerUnknownUser(call, id);
        const value = [...said].filter(([user]) => user !== namedIn(call)).map(([, one]) => valueOf(one));
        const body = answer.body as Record<string, unknown>;
        return { ...answer, body: { ...body, error_message: `Not found. Did you mean ${value.at(-1) ?? 'nobody'}?` } };
      },
    })),
  ),
  broken(
    'link-restores-its-old-scopes',
    'A link of a deleted user is kept and restored, with what it was for, when the same merchant is linked again.',
    fails('user-linked-otherwise-again-shows-nothing-old'),
    () => {
      const links = new Map<string, readonly Scope[]>();
      return {
        behaviour: {
          async linkAccount(call, tenant) {
            const answer = await KNOT.linkAccount(call, tenant);
            const id = namedIn(call);
            for (const [merchant, account] of tenant.users.find(id)?.accounts ?? []) {
              const link = `${id} ${merchant}`;
              const scopes = [...new Set([...(links.get(link) ?? []), ...account.scopes])];
              links.set(link, scopes);
              tenant.users.find(id)?.accounts.set(merchant, { ...account, scopes });
            }
            return answer;
          },
        },
      };
    },
    { requirements: ['user-linked-otherwise-again-shows-nothing-old'] },
  ),
];
