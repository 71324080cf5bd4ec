import type { Exchange } from '../../http/types.ts';
import { isLost } from '../../users/responses.ts';
import type { User } from '../../users/types.ts';
import type { JudgedResponse } from './judged-request.ts';
import { effectOfDeletion } from './user-effects.ts';
import { survival } from './fault-family.ts';
import { isAccepted, isListed, listedFacts, type Asked } from './response-facts.ts';
import { withheld } from '../../verdict/withheld.ts';
import type { Facts } from '../../verdict/types.ts';
import type { Observation, CheckContext } from '../types.ts';

/** A user that a request named, and the forms in which it named the id. */
interface NamedUser {
  readonly user: User;
  readonly spellings?: readonly string[];
}

/**
 * An answer, and next to it what became of one user that the request named, as one fact: "listed and gone". `listed` is
 * an accepted request whose list holds the user, `unlisted` one whose list does not, `accepted` one whose vendor lists
 * nobody, `refused` all else. `ids` are all that the request named.
 */
export async function responseAndEffect(
  context: CheckContext,
  answer: JudgedResponse,
  { ids, ...named }: NamedUser & { readonly ids: Asked },
): Promise<Observation[]> {
  const { observation, exchange } = answer;
  const { facts } = observation;
  const effects = await effectBeside(context, answer, named);
  return [
    facts ? { ...observation, facts: { ...facts, ...listedFacts(context, exchange, ids) } } : observation,
    ...effects,
  ];
}

/** What became of one user that a request named, in one word with what its answer states about the user. */
export async function effectBeside(
  context: CheckContext,
  { observation, exchange }: JudgedResponse,
  { user, spellings = [user.id] }: NamedUser,
): Promise<Observation[]> {
  const who = `the user named in it (${observation.about})`;
  // What was never sent was not refused.
  const unsent = withheld(exchange.error);
  if (unsent) return [{ about: who, exchanges: observation.exchanges, notJudged: unsent }];
  const word = responseWord(context, exchange, spellings);
  // Who is missing in the list of an accepted deletion was not deleted, by that answer, and lives on rightly.
  const became =
    word === 'listed' || word === 'accepted'
      ? await effectOfDeletion(context, user, [{ observation, exchange }], who)
      : [await survival(context, user, who, observation.exchanges)];
  const { notJudged } = observation;
  // Without an answer that is judged nobody knows whether it refused; that the user was looked at shows the run who lives.
  if (notJudged && became.every((one) => saysNothingWithout(exchange, one)))
    return became.map(({ about, exchanges }) => ({ about, exchanges, notJudged }));
  return became.map((one) => withEffect(one, word));
}

/**
 * Whether what became of a user shows nothing, because the deletion was lost (A49), or was put off and rightly not done: to be
 * gone after a 429 is a fault all the same (A48).
 */
function saysNothingWithout(exchange: Exchange, { facts }: Observation): boolean {
  return isLost(exchange) || (exchange.response?.status === 429 && facts?.['victim'] === 'living');
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
  spellings: readonly string[],
): 'listed' | 'unlisted' | 'accepted' | 'refused' {
  if (!isAccepted(context, exchange)) return 'refused';
  const { listed } = context.vendor.profile.deletion;
  if (listed === undefined) return 'accepted';
  return isListed(context, exchange, spellings) ? 'listed' : 'unlisted';
}
