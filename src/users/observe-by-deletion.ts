import type { Exchange } from '../http/types.ts';
import { matches } from '../verdict/condition.ts';
import { deletionRequest, signedBy } from './operation-requests.ts';
import { bodyOf, describeAnswer, isAccepted, whyNotJudged } from './responses.ts';
import type { Observer, UserObservation, User, UsersContext } from './types.ts';
import { inconclusive, notRun } from '../verdict/not-judged.ts';

/**
 * Observes by deleting (D2): the first 2xx is the positive control, the documented not-found
 * after it proves erasure, and who must live is proven alive by being deleted last.
 */
export function createDeletionObserver(context: UsersContext): Observer {
  const ask = async (user: User): Promise<{ exchange: Exchange; state: 'accepted' | UserObservation['state'] }> => {
    const { vendor, authenticators, send } = context;
    const { operation, notFound } = vendor.profile.deletion;
    const sign = signedBy(user.tenant, authenticators, vendor.profile.env);
    const exchange = await send(deletionRequest(vendor, [user.id], context.siblings?.()), {
      role: 'observe',
      operation,
      conforms: true,
      ...sign,
    });
    const status = exchange.response?.status ?? 0;
    const facts = { status, body: bodyOf(exchange) };
    if (status === 500) return { exchange, state: 'answered 500' };
    if ([notFound].flat().some((condition) => matches(condition, facts))) return { exchange, state: 'gone' };
    return { exchange, state: isAccepted(vendor, exchange) ? 'accepted' : 'unknown' };
  };

  /** Where no answer shows that nobody has an id, a second deletion shows nothing, and none is sent. */
  const blind = [context.vendor.profile.deletion.notFound].flat().length === 0;
  const unseen: UserObservation = {
    state: 'unknown',
    notJudged: notRun('unobservable', SHOWS_NOTHING),
    markers: [],
    exchanges: [],
  };

  const observationOf = (exchange: Exchange, state: UserObservation['state'], ambiguity: string): UserObservation => ({
    state,
    markers: [],
    exchanges: [exchange],
    ...(state === 'unknown' ? { notJudged: notJudgedOf(exchange, ambiguity, context) } : {}),
  });

  return {
    observe: async () => ({ state: 'presumed', markers: [], exchanges: [] }),
    async afterDeletion(user) {
      if (blind) return unseen;
      const { exchange, state } = await ask(user);
      const again = 'was accepted too, so nothing shows that the first one had an effect';
      return observationOf(exchange, state === 'accepted' ? 'unknown' : state, again);
    },
    async confirmAlive(user) {
      if (blind) return { observation: unseen, deleted: false };
      const { exchange, state } = await ask(user);
      const known = context.preflightResult.unknownIsNotFound ? 'living' : 'unknown';
      const blank = 'was accepted, but an unknown id is not answered as documented here, so that proves nothing';
      const observation = observationOf(exchange, state === 'accepted' ? known : state, blank);
      return { observation, deleted: state === 'accepted' };
    },
    forget: () => undefined,
  };
}

const SHOWS_NOTHING =
  'No read shows a user here, and a deletion is answered alike whether or not there is one, so erasure cannot be observed.';

function notJudgedOf(
  exchange: Exchange,
  ambiguity: string,
  { vendor }: UsersContext,
): NonNullable<UserObservation['notJudged']> {
  const what = 'The deletion that is sent as an observation';
  const around = whyNotJudged(exchange, what);
  if (around) return around;
  if (isAccepted(vendor, exchange)) return inconclusive('unobservable', `${what} ${ambiguity}.`);
  const answered = describeAnswer(exchange, vendor.profile.errors.code);
  return inconclusive(
    'undocumented-answer',
    `${what} was answered ${answered}, which is neither success nor the documented "no such user".`,
  );
}
