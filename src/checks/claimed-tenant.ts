import { identityLines } from '../auth/edge-config.ts';
import { callerOf } from '../auth/schemes.ts';
import { withMembers } from '../contract/cases/draft-request.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import { CALLER_NAMES } from '../contract/reroutes.ts';
import type { User } from '../users/types.ts';
import { noSecondTenant, notObserved } from '../verdict/not-judged.ts';
import { sendControl } from './steps/control.ts';
import { survival } from './steps/fault-family.ts';
import { sendJudged } from './steps/judged-request.ts';
import type { Check, CheckContext } from './types.ts';

/**
 * Deletions of another tenant's user with own credentials that name that tenant in headers, in the query and in the body: who
 * calls is what the credentials say (A7, A36). How they are answered is open; the user must live.
 */
export const claimedTenant: Check = {
  name: 'claimed-tenant',
  facts: ['victim'],
  needs: () => ({ deleted: 0, preserved: 1 }),
  special: () => true,
  async run(context) {
    const about = "another tenant's user";
    const { authenticators, target, vendor } = context;
    if (!authenticators.other || !target.other)
      return [{ about, exchanges: [], notJudged: noSecondTenant(vendor.profile.env) }];
    const caller = callerOf(target.other);
    if (caller === undefined) return [{ about, exchanges: [], notJudged: notObserved(UNNAMED) }];
    const [victim] = (await context.users.acquire({ tenant: 'other' })) as [User];
    const control = await sendControl(context);
    const sent = [];
    for (const [where, draft] of claims(context, victim, caller)) {
      const request = {
        draft,
        role: 'fault',
        about: `${about}, whose tenant is named ${where}`,
        conforms: false,
      } as const;
      sent.push((await sendJudged(context, { ...request, control, mayMatchControl: true })).observation);
    }
    const acts = sent.flatMap(({ exchanges }) => exchanges);
    const notJudged = sent.filter((observation) => observation.notJudged);
    return [
      ...notJudged,
      await survival(context, victim, `${about}, whom each of ${sent.length} requests named`, acts),
    ];
  },
};

const UNNAMED = 'The credentials of this vendor have no part that names the caller.';

/** The deletion, with the other tenant in each place that could say who calls. */
function claims(
  context: CheckContext,
  { id }: User,
  caller: string,
): (readonly [where: string, draft: UnsignedRequest])[] {
  const draft = context.deletion([id]);
  const lines = identityLines(context.vendor.profile.auth, caller);
  const pairs = CALLER_NAMES.map((name) => `${name}=${encodeURIComponent(caller)}`).join('&');
  const inBody = withMembers(draft, Object.fromEntries(CALLER_NAMES.map((name) => [name, caller])));
  return [
    ...(lines.length > 0 ? [['in headers', { ...draft, headers: [...draft.headers, ...lines] }] as const] : []),
    ['in the query', { ...draft, path: `${draft.path}${draft.path.includes('?') ? '&' : '?'}${pairs}` }],
    ...(inBody ? [['in the body', inBody] as const] : []),
  ];
}
