import { valueAt } from '../../contract/json-pointer.ts';
import type { Exchange } from '../../http/types.ts';
import type { User } from '../../users/types.ts';
import type { JudgedResponse } from './judged-request.ts';
import { effectOfDeletion } from './user-effects.ts';
import { survival } from './fault-family.ts';
import { bodyOf, isAccepted, listedFacts } from './response-facts.ts';
import type { Facts } from '../../verdict/types.ts';
import type { Observation, CheckContext } from '../types.ts';

/**
 * An answer, and beside it what became of one user whom the request named, as one fact: "listed and gone". `listed` is
 * an accepted request whose list holds the user, `unlisted` one whose list does not, `accepted` one whose vendor lists
 * nobody, `refused` all else.
 * @param ids all that the request named
 */
export async function responseAndEffect(
  context: CheckContext,
  { observation, exchange }: JudgedResponse,
  { user, ids }: { readonly user: User; readonly ids: readonly string[] },
): Promise<Observation[]> {
  const { facts, about } = observation;
  const who = `the user named in it (${about})`;
  const became = isAccepted(exchange)
    ? await effectOfDeletion(context, user, [{ observation, exchange }], who)
    : [await survival(context, user, who, observation.exchanges)];
  return [
    facts ? { ...observation, facts: { ...facts, ...listedFacts(context, exchange, ids) } } : observation,
    ...became.map((one) => withEffect(one, responseWord(context, exchange, user.id))),
  ];
}

function withEffect(became: Observation, word: string): Observation {
  const effect = (facts: Facts | undefined): Facts | undefined => {
    const state = facts?.['victim'];
    return typeof state === 'string' ? { effect: `${word} and ${state}` } : facts;
  };
  const [facts, whenDeleted] = [effect(became.facts), effect(became.factsWhenDeleted)];
  return { ...became, ...(facts ? { facts } : {}), ...(whenDeleted ? { factsWhenDeleted: whenDeleted } : {}) };
}

function responseWord(
  context: CheckContext,
  exchange: Exchange,
  id: string,
): 'listed' | 'unlisted' | 'accepted' | 'refused' {
  if (!isAccepted(exchange)) return 'refused';
  const { listed } = context.vendor.profile.deletion;
  if (listed === undefined) return 'accepted';
  const list = valueAt(bodyOf(exchange), listed);
  return Array.isArray(list) && list.includes(id) ? 'listed' : 'unlisted';
}
