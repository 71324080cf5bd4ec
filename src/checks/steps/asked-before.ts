import { isShort } from '../../spec-loader/id-templates.ts';
import type { UserOptions } from '../../users/types.ts';
import type { CheckContext } from '../types.ts';

/**
 * A user whose id nobody had when its deletion was asked for: what remembers that answer will not find the user. Any user
 * where the run does not choose the ids, or could not make one up that is nobody's.
 */
export async function askedBefore(context: CheckContext): Promise<UserOptions> {
  const { preflightResult, target, vendor } = context;
  const { chosenBy, ids } = vendor.profile.users;
  const isChosen = chosenBy === 'caller' && preflightResult.users === 'created';
  if (!isChosen || target.createUserCommand !== undefined || isShort(ids.unknown)) return {};
  const id = context.unknownId();
  const about = 'the deletion of somebody who is created only afterwards';
  await context.send(context.deletion([id]), { role: 'control', about, conforms: true });
  return { id };
}
