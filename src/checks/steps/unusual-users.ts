import type { User, UserOptions } from '../../users/types.ts';
import { describeGateway, excused, isGatewaysOwn } from '../../users/gateway-answer.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import { whyNotJudged } from './why-not-judged.ts';
import type { CheckContext } from '../types.ts';
import { notObserved, unobservable } from '../../verdict/not-judged.ts';

/**
 * Creates a user whose id the target may refuse.
 * @throws NotJudgedError, `not-observed`, where it does; `inconclusive` where nobody can know
 */
export async function createUnusualUser(
  context: CheckContext,
  options: UserOptions & { readonly id: string },
): Promise<User> {
  const { user, exchange } = await context.users.create(options);
  if (user) return user;
  const by = isGatewaysOwn(exchange, context)
    ? `a gateway in front of the API answered ${describeGateway(exchange)}`
    : `answered ${exchange.response?.status ?? 0}`;
  const refused = notObserved(`A user with the id ${JSON.stringify(options.id)} could not be created: ${by}.`);
  throw new NotJudgedError(whyNotJudged(exchange, 'The creation') ?? refused, [exchange]);
}

/**
 * Creates such a user and sees that it lives.
 * @throws NotJudgedError as {@link createUnusualUser}, and where no read shows the user
 */
export async function createLivingUnusualUser(context: CheckContext, id: string): Promise<User> {
  const user = await createUnusualUser(context, { id });
  const observation = await context.users.watchLiving(user);
  if (observation.state === 'living' || observation.state === 'presumed') return user;
  const unseen = unobservable(`The user with the id ${JSON.stringify(id)} was created but never observed to exist.`);
  const exchanges = [...user.exchanges, ...observation.exchanges];
  throw new NotJudgedError(excused(observation.notJudged ?? unseen), exchanges);
}
