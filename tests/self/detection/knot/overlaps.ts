import type { Answer } from '../../../../src/sandbox/answer.ts';
import { KNOT, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import type { User } from '../../../../src/sandbox/knot/store.ts';
import { broken, fails } from '../types.ts';
import { aTurn, namedIn, nowOf, type Wrong } from './tools.ts';

/** How long the work behind a deletion takes, in ms. */
const PURGE_MS = 1000;

/** Faults that show where something else happens while a deletion is under way, or right after it. */
export const OVERLAPS: readonly Wrong[] = [
  broken(
    'link-writes-the-user-back',
    'A link reads the whole user, works, and writes the whole user back, who was deleted meanwhile.',
    fails('link-beside-a-deletion-brings-nothing-back'),
    () => ({
      behaviour: {
        async linkAccount(call, tenant) {
          const before = [...(tenant.users.find(namedIn(call))?.accounts ?? [])];
          for (let turn = 0; turn < 10; turn += 1) await aTurn();
          const linked = await KNOT.linkAccount(call, tenant);
          const { accounts } = tenant.users.ensure(namedIn(call));
          for (const [merchant, account] of before) accounts.set(merchant, account);
          return linked;
        },
      },
    }),
  ),
  broken(
    'purge-goes-by-the-id-alone',
    "What clears up a second after a deletion goes by the id alone, and takes another client's user who came later.",
    fails('same-id-created-later-by-other-client-survives'),
    () => {
      const due: { readonly id: string; readonly of: Tenant; readonly at: number; readonly known: readonly User[] }[] =
        [];
      return {
        behaviour: {
          handle(call) {
            const now = nowOf(call.tenants[0] as Tenant);
            for (const purge of due.splice(0)) {
              if (now < purge.at) due.push(purge);
              else
                for (const { users } of call.tenants.filter((tenant) => tenant !== purge.of)) {
                  const user = users.find(purge.id);
                  if (user && !purge.known.includes(user)) users.delete(purge.id);
                }
            }
            return KNOT.handle(call);
          },
          deleteUser({ tenants }, tenant, id) {
            const known = tenants.flatMap(({ users }) => users.find(id) ?? []);
            if (!tenant.users.delete(id)) return false;
            due.push({ id, of: tenant, at: nowOf(tenant) + PURGE_MS, known });
            return true;
          },
        },
      };
    },
  ),
  broken(
    'refusals-kept-by-body',
    'A refusal is kept for a minute by the body that was refused, whoever sent it: the owner gets that of another client.',
    fails('attempt-of-other-client-blocks-no-deletion'),
    () => {
      const refused = new Map<string, { readonly answer: Answer; readonly until: number }>();
      return {
        behaviour: {
          async deletion(call, tenant) {
            const body = call.body.toString();
            const now = nowOf(tenant);
            const kept = refused.get(body);
            if (kept && now < kept.until) return kept.answer;
            const answer = await KNOT.deletion(call, tenant);
            if (answer.status >= 400) refused.set(body, { answer, until: now + 60_000 });
            return answer;
          },
        },
      };
    },
    { requirements: ['attempt-of-other-client-blocks-no-deletion'] },
  ),
];
