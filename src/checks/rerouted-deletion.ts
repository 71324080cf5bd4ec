import {
  IDS_ELSEWHERE,
  IDS_IN_QUERY,
  IDS_UNDER_ANOTHER_NAME,
  IDS_UNDER_OTHER_NAMES,
  METHOD_OVERRIDES,
} from '../contract/reroutes.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import { idsPlaceOf, nameOfId } from '../contract/ids-place.ts';
import type { User } from '../users/types.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged } from './steps/judged-request.ts';
import { sharedEffect, type SentFault } from './steps/shared-victim.ts';
import type { Check, CheckContext } from './types.ts';

const REROUTES = {
  query: IDS_IN_QUERY,
  override: METHOD_OVERRIDES,
  place: IDS_ELSEWHERE,
  name: IDS_UNDER_OTHER_NAMES,
  alias: IDS_UNDER_ANOTHER_NAME,
};

/**
 * Requests of another method, with the id of a living user in the query or with an override of the method, and deletions
 * that have the id in another place or under another name (A38, A50).
 */
export const reroutedDeletion: Check = {
  name: 'rerouted-deletion',
  facts: ['victim'],
  with: { required: ['by'], properties: { by: { enum: Object.keys(REROUTES) } } },
  needs: () => ({ deleted: 0, preserved: 1, shared: 1 }),
  async run(context) {
    const [victim] = (await context.users.acquire({ shared: true })) as [User];
    const control = await sendControl(context);
    const sent: SentFault[] = [];
    for (const reroute of REROUTES[context.requirement.with['by'] as keyof typeof REROUTES]) {
      const { description, ofNobody = false } = reroute;
      const draftNaming = (id: string) =>
        reroute.apply(context.deletion([ofNobody ? context.unknownId() : id]), pairsNaming(context, id));
      if (!draftNaming(victim.id)) continue;
      const sendNaming = ({ id }: Pick<User, 'id'>) => {
        const draft = draftNaming(id) as UnsignedRequest;
        const which = { role: 'fault', about: description, conforms: false } as const;
        return sendJudged(context, { draft, ...which, control, mayMatchControl: true });
      };
      sent.push({ fault: { description, sendNaming }, answer: await sendNaming(victim) });
    }
    const notJudged = sent.map(({ answer }) => answer.observation).filter((observation) => observation.notJudged);
    return [...notJudged, ...(await sharedEffect(context, victim, sent))];
  },
};

/** How a query or a form may name a user: by the names that the contract has for an id, and by the usual ones. */
function pairsNaming({ vendor }: CheckContext, id: string): string {
  const { deletion, users } = vendor.profile;
  const property = nameOfId(idsPlaceOf(deletion, vendor.contract.operations.get(deletion.operation)));
  const read = users.observe.flatMap(({ path = {}, query = {} }) => Object.entries({ ...path, ...query }));
  const names = read.filter(([, value]) => value === '{user}').map(([name]) => name);
  const all = new Set([...(property === '' ? [] : [property]), ...names, 'id', 'ids']);
  return [...all].map((name) => `${name}=${encodeURIComponent(id)}`).join('&');
}
