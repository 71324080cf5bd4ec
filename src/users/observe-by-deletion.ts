import type { Exchange } from '../http/types.ts';
import { matches } from '../verdict/condition.ts';
import { deletionOf, signedBy } from './operation-requests.ts';
import { bodyOf, describeAnswer, inconclusive, surroundings } from './responses.ts';
import type { Observer, Sighting, User, UsersContext } from './types.ts';

/**
 * Observes by deleting (D2): the first 2xx is the positive control, the documented not-found
 * after it proves erasure, and who must live is proven alive by being deleted last.
 */
export function createRepeater(context: UsersContext): Observer {
  const ask = async (user: User): Promise<{ exchange: Exchange; state: 'accepted' | Sighting['state'] }> => {
    const { vendor, identities, send } = context;
    const { operation, notFound } = vendor.profile.deletion;
    const sign = signedBy(user.tenant, identities, vendor.profile.env);
    const exchange = await send(deletionOf(vendor, [user.id]), { role: 'observe', operation, valid: true, ...sign });
    const status = exchange.response?.status ?? 0;
    const facts = { status, body: bodyOf(exchange) };
    if (status === 500) return { exchange, state: 'answered 500' };
    if ([notFound].flat().some((condition) => matches(condition, facts))) return { exchange, state: 'gone' };
    return { exchange, state: status >= 200 && status < 300 ? 'accepted' : 'unknown' };
  };

  const sightingOf = (exchange: Exchange, state: Sighting['state'], ambiguity: string): Sighting => ({
    state,
    marks: [],
    exchanges: [exchange],
    ...(state === 'unknown' ? { trouble: troubleOf(exchange, ambiguity, context) } : {}),
  });

  return {
    look: async () => ({ state: 'presumed', marks: [], exchanges: [] }),
    async afterDeletion(user) {
      const { exchange, state } = await ask(user);
      const again = 'was accepted too, so nothing shows that the first one had an effect';
      return sightingOf(exchange, state === 'accepted' ? 'unknown' : state, again);
    },
    async prove(user) {
      const { exchange, state } = await ask(user);
      const known = context.standing.unknownIsNotFound ? 'living' : 'unknown';
      const blank = 'was accepted, but an unknown id is not answered as documented here, so that proves nothing';
      const sighting = sightingOf(exchange, state === 'accepted' ? known : state, blank);
      return { sighting, deleted: state === 'accepted' };
    },
    forget: () => undefined,
  };
}

function troubleOf(exchange: Exchange, ambiguity: string, { vendor }: UsersContext): NonNullable<Sighting['trouble']> {
  const what = 'The deletion that is sent as an observation';
  const around = surroundings(exchange, what);
  if (around) return around;
  const { status = 0 } = exchange.response ?? {};
  if (status >= 200 && status < 300) return inconclusive('unobservable', `${what} ${ambiguity}.`);
  const answered = describeAnswer(exchange, vendor.profile.errors.code);
  return inconclusive(
    'undocumented-answer',
    `${what} was answered ${answered}, which is neither success nor the documented "no such user".`,
  );
}
