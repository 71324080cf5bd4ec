import type { User, UserWish } from '../../users/types.ts';
import { Unjudgeable } from '../../users/not-judged-error.ts';
import { notObserved, surroundings } from './why-not-judged.ts';
import type { Scene } from '../types.ts';

/**
 * Creates a user whose id the target may refuse.
 * @throws Unjudgeable, `not-observed`, where it does; `inconclusive` where nobody can tell
 */
export async function createSpecial(scene: Scene, wish: UserWish & { readonly id: string }): Promise<User> {
  const { user, exchange } = await scene.users.create(wish);
  if (user) return user;
  const refused = notObserved(
    `A user with the id ${JSON.stringify(wish.id)} could not be created: answered ${exchange.response?.status ?? 0}.`,
  );
  throw new Unjudgeable(surroundings(exchange, 'The creation') ?? refused, [exchange]);
}
