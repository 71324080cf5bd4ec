import type { User } from '../users/types.ts';
import { sendControl } from './steps/control.ts';
import { costOfClaimed, isUsable, sendWithInvalidCredentials, triable } from './steps/invalid-credentials.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { isAccepted, listedFacts } from './steps/response-facts.ts';
import { freshVictim, sharedEffect, type SentFault } from './steps/shared-victim.ts';
import { survival } from './steps/fault-family.ts';
import { notObserved } from '../verdict/not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** Each accepted set of credentials may cost a user; this many are spent before the rest names nobody. */
const MOST_SPENT = 3;

/**
 * Many near forms of invalid credentials, each with the id of a living user: their answers, and that what was refused had
 * no effect. An accepted deletion may delete its user: the answer accuses it.
 */
export const invalidCredentialsNamingUser: Check = {
  name: 'invalid-credentials-naming-user',
  facts: ['status', 'body', 'likeControl', 'victim'],
  claims: 'effect',
  badCredentials: costOfClaimed,
  acceptedMayDelete: () => true,
  needs: () => ({ deleted: 0, preserved: 1 }),
  async run(context) {
    const usable = triable(context, context.invalidCredentials.filter(isUsable));
    let [victim] = await context.users.acquire({});
    const control = await sendControl(context);
    const observations: Observation[] = [];
    let refused: SentFault[] = [];
    let spent = 0;
    for (const invalid of usable) {
      victim ??= spent < MOST_SPENT ? await freshVictim(context) : undefined;
      const { description } = invalid;
      const sendNaming = ({ id, exchanges: earlier = [] }: Pick<User, 'id'> & Partial<User>) =>
        sendWithInvalidCredentials(context, invalid, [id], { control, mayMatchControl: true, living: true, earlier });
      const answer = await (victim ? sendNaming(victim) : sendNaming({ id: context.unknownId() }));
      observations.push(answer.observation);
      if (!victim) continue;
      if (!isAccepted(context, answer.exchange) || answer.exchange === control) {
        refused.push({ fault: { description, sendNaming }, answer });
        continue;
      }
      observations.push(livedUntil(context, victim, answer, refused));
      await notedWhereDead(context, victim, answer.observation);
      [victim, refused, spent] = [undefined, [], spent + 1];
    }
    return [...observations, ...(victim ? await sharedEffect(context, victim, refused) : [])];
  },
};

/** A success that speaks of the user shows that all that was refused before it had no effect. */
function livedUntil(
  context: CheckContext,
  { id }: User,
  { exchange, observation }: JudgedResponse,
  refused: readonly SentFault[],
): Observation {
  const about = `the victim of ${refused.length} refused requests, until one was accepted (${observation.about})`;
  const exchanges = [...refused.flatMap(({ answer }) => answer.observation.exchanges), exchange];
  const { listed = 'all' } = listedFacts(context, exchange, [id]);
  if (refused.length > 0 && listed === 'all') return { about, exchanges, facts: { victim: 'living' } };
  const notJudged = notObserved('An accepted request may delete, so what came before it cannot be seen.');
  return { about, exchanges, notJudged };
}

/** The run must not take for living who is gone. */
async function notedWhereDead(context: CheckContext, victim: User, { exchanges }: Observation): Promise<void> {
  await survival(context, victim, 'the user whose deletion was accepted', exchanges);
}
