import type { Exchange } from '../../http/types.ts';
import type { User, UserObservation } from '../../users/types.ts';
import { notObserved, unobservable } from '../../verdict/not-judged.ts';
import type { CheckContext, Observation } from '../types.ts';
import { confirmedLook } from './confirmed-look.ts';
import { asRead, keptIn, lostIn } from './preserved-data.ts';

/** A user, and the look that has shown them living. */
export interface SeenLiving {
  readonly user: User;
  readonly look: UserObservation;
}

/** Whether a later look shows all that the first one showed (A34). */
export async function keepsEverything(
  context: CheckContext,
  { user, look: before }: SeenLiving,
  acts: readonly Exchange[],
): Promise<Observation> {
  const { preserved = [] } = context.vendor.profile.users;
  const kept = ({ exchanges }: UserObservation) => keptIn({ reads: exchanges.map(asRead) }, preserved);
  const lost = (look: UserObservation): string[] => (look.state === 'living' ? lostIn([kept(before)], kept(look)) : []);
  const after = await confirmedLook(context, user, (look) => look.state !== 'living' || lost(look).length > 0);
  const about = 'what another user has';
  const exchanges = [...before.exchanges, ...acts, ...after.exchanges];
  const concerns = ['kept'];
  if (before.exchanges.length === 0)
    return { about, exchanges, concerns, notJudged: notObserved('No call shows what another user has.') };
  if (after.notJudged || after.state !== 'living')
    return {
      about,
      exchanges,
      concerns,
      notJudged: after.notJudged ?? unobservable('The other user could not be read.'),
    };
  const missing = lost(after);
  return { about, exchanges, facts: { kept: missing.length > 0 ? `all but ${missing.join('; ')}` : 'everything' } };
}
