import type { User, UserOptions } from '../../users/types.ts';
import { declared } from '../../verdict/not-judged.ts';
import type { CheckContext } from '../types.ts';

/** What makes the same person again: the id where the caller chooses it, and what else distinguishes people: keys, a card. */
export function sameAgain({ vendor }: CheckContext, { id, card, keys }: User): UserOptions | undefined {
  const same = { ...(keys === undefined ? {} : { keys }), ...(card === undefined ? {} : { card }) };
  if (vendor.profile.users.chosenBy === 'caller') return { id, ...(keys === undefined ? {} : { keys }) };
  return Object.keys(same).length === 0 ? undefined : { ...same, formerId: id };
}

/** Why nobody can be created again. */
export const cannotBeTheSame = declared(
  'The server chooses the ids and there are no cards or other keys, so no user can be created again.',
);
