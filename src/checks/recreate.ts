import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../http/types.ts';
import type { User, UserObservation } from '../users/types.ts';
import { deleteFirst } from './steps/user-effects.ts';
import { cannotBeTheSame, sameAgain } from './steps/same-again.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, Observation, CheckContext } from './types.ts';
import { inconclusive, notObserved } from '../verdict/not-judged.ts';

/**
 * A deleted user is created again, by id or by card, with nothing, or as `variant` names it: what was erased must not come back
 * too (A8).
 */
export const recreate: Check = {
  name: 'recreate',
  facts: ['recreated', 'oldData'],
  with: { properties: { variant: { type: 'string' } } },
  needs: () => ({ deleted: 1, preserved: 0 }),
  special: () => true,
  async run(context): Promise<Observation[]> {
    const [old] = (await context.users.acquire({})) as [User];
    const options = sameAgain(context, old);
    if (!options) return [{ about: 'creating the user again', exchanges: old.exchanges, notJudged: cannotBeTheSame }];
    const deletion = await deleteFirst(context, old);
    const { variant = 'bare' } = context.requirement.with as { variant?: string };
    // Another mark than the old one: what shows the old one is old.
    const { user, exchange } = await context.users.create({ ...options, variant, marker: 1 });
    const exchanges = [...old.exchanges, ...deletion, exchange];
    const about = 'creating the user again';
    const notJudged = whyNotJudged(exchange, 'The creation') ?? crash(exchange);
    if (notJudged) return [{ about, exchanges, notJudged }];
    const again = { about, exchanges, facts: { recreated: user !== undefined } };
    if (user) return [again, await oldData(context, old, user, exchanges)];
    const refused = notObserved('Creating the user again was refused, which is allowed; no data can have come back.');
    return [again, { about: 'data that came back', exchanges, notJudged: refused }];
  },
};

function crash({ response }: Exchange): ReturnType<typeof inconclusive> | undefined {
  const status = response?.status ?? 0;
  // Another requirement grades it (A46); no data can have come back.
  if (status === 500) return notObserved('The creation was answered 500, so the user was not created again.');
  return status < 500 ? undefined : inconclusive('setup', `The creation was answered ${status}.`);
}

async function oldData(
  context: CheckContext,
  old: User,
  user: User,
  earlier: readonly Exchange[],
): Promise<Observation> {
  const about = 'data of the old user in the new one';
  const isPresent = ({ markers }: UserObservation): boolean =>
    markers.some((marker) => isDeepStrictEqual(marker, old.marker));
  // A replica that is behind shows the old data for a while (A35).
  const observation = await context.users.observeConfirmed(user, isPresent);
  const exchanges = [...earlier, ...observation.exchanges];
  if (observation.state === 'answered 500' || observation.notJudged) {
    const unread = inconclusive('undocumented-answer', 'Reading the new user was answered 500.');
    return { about, exchanges, notJudged: observation.notJudged ?? unread };
  }
  if (observation.state === 'presumed' || old.marker === undefined)
    return { about, exchanges, notJudged: notObserved('No call shows the data of a user.') };
  return { about, exchanges, facts: { oldData: isPresent(observation) ? 'present' : 'absent' } };
}
