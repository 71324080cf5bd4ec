import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../http/types.ts';
import type { User, UserWish } from '../users/types.ts';
import { deleteFirst } from './steps/user-effects.ts';
import { declared, inconclusive, notObserved, surroundings } from './steps/why-not-judged.ts';
import type { Check, Observation, Scene } from './types.ts';

/** A deleted user is created again, by id or by card, with nothing: what was erased must not come back too (A8). */
export const recreate: Check = {
  name: 'recreate',
  facts: ['recreated', 'oldData'],
  needs: () => ({ deleted: 1, spared: 0 }),
  special: () => true,
  async run(scene): Promise<Observation[]> {
    const [old] = (await scene.users.take({})) as [User];
    const wish = sameAgain(scene, old);
    if (!wish) return [{ about: 'creating the user again', exchanges: old.exchanges, trouble: cannotBeTheSame }];
    const deletion = await deleteFirst(scene, old);
    const { user, exchange } = await scene.users.create({ ...wish, making: 'bare' });
    const exchanges = [...old.exchanges, ...deletion, exchange];
    const about = 'creating the user again';
    const trouble = surroundings(exchange, 'The creation') ?? crash(exchange);
    if (trouble) return [{ about, exchanges, trouble }];
    const again = { about, exchanges, facts: { recreated: user !== undefined } };
    if (user) return [again, await oldData(scene, old, user, exchanges)];
    const refused = notObserved('Creating the user again was refused, which is allowed; no data can have come back.');
    return [again, { about: 'data that came back', exchanges, trouble: refused }];
  },
};

const cannotBeTheSame = declared('The server chooses the ids and there are no cards, so no user can be created again.');

/** What makes the same person again: the id where the caller chooses it, else the card. */
function sameAgain({ vendor }: Scene, { id, card }: User): UserWish | undefined {
  if (vendor.profile.users.chosenBy === 'caller') return { id };
  return card === undefined ? undefined : { card };
}

function crash({ response }: Exchange): ReturnType<typeof inconclusive> | undefined {
  const status = response?.status ?? 0;
  return status < 500 ? undefined : inconclusive('setup', `The creation was answered ${status}.`);
}

async function oldData(scene: Scene, old: User, user: User, earlier: readonly Exchange[]): Promise<Observation> {
  const about = 'data of the old user in the new one';
  const look = await scene.users.look(user);
  const exchanges = [...earlier, ...look.exchanges];
  if (look.state === 'answered 500' || look.trouble) {
    const unread = inconclusive('undocumented-answer', 'Reading the new user was answered 500.');
    return { about, exchanges, trouble: look.trouble ?? unread };
  }
  if (look.state === 'presumed' || old.mark === undefined)
    return { about, exchanges, trouble: notObserved('No call shows the data of a user.') };
  const present = look.marks.some((mark) => isDeepStrictEqual(mark, old.mark));
  return { about, exchanges, facts: { oldData: present ? 'present' : 'absent' } };
}
