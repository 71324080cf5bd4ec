import type { User } from '../users/types.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander } from './steps/user-effects.ts';
import { faultsOf, faultVictim, isDead, survival, isolateCulprit, type Fault } from './steps/fault-family.ts';
import { costOfClaimed, isUsable, untried } from './steps/invalid-credentials.ts';
import type { Check, Observation, CheckContext } from './types.ts';
import { notObserved } from '../verdict/not-judged.ts';

/** Requests that must be refused name a living victim, who must live on. */
export const refusedRequestHasNoEffect: Check = {
  name: 'refused-request-has-no-effect',
  facts: ['victim', 'bystander'],
  claims: 'effect',
  badCredentials: costOfClaimed,
  with: { properties: { lenient: { type: 'boolean' }, id: { type: 'string' } } },
  needs: ({ with: { id } }) => ({ deleted: 0, preserved: 2, shared: id === undefined ? 2 : 1 }),
  async run(context) {
    const missing = context.invalidCredentials
      .filter((invalid) => !isUsable(invalid))
      .map((invalid) => untried(context, invalid));
    if (missing.length > 0 && missing.length === context.invalidCredentials.length + context.cases.length)
      return missing;
    const made = { ...faultVictim(context), shared: true } as const;
    const [victim, other] = (await context.users.acquire(made, { shared: true })) as [User, User];
    const control = await sendControl(context);
    const victims = await family(
      context,
      faultsOf(context, control),
      victim,
      context.requirement.with['lenient'] === true,
    );
    return [...missing, ...victims, await bystander(context, other, [control])];
  },
};

/** All faults at one victim; where it dies, each at one of its own. */
async function family(
  context: CheckContext,
  faults: readonly Fault[],
  victim: User,
  lenient: boolean,
): Promise<Observation[]> {
  const sent: { fault: Fault; answer: JudgedResponse }[] = [];
  for (const fault of faults) sent.push({ fault, answer: await fault.sendNaming(victim) });
  const answers = sent.map(({ answer }) => answer.observation);
  const notJudged = answers.filter(({ notJudged }) => notJudged);
  const acts = [...new Set(answers.flatMap(({ exchanges }) => exchanges))];
  const names = faults.map(({ description }) => description).join('; ');
  const observation = await survival(context, victim, `the victim of ${faults.length} requests (${names})`, acts);
  if (!isDead(observation)) return [...notJudged, observation];
  const found = await isolateCulprit(context, sent, lenient);
  if (found.length > 0) return [...notJudged, ...found];
  const free = notObserved('Every request was accepted, and an accepted request may delete.');
  return [
    ...notJudged,
    lenient ? { about: observation.about, exchanges: observation.exchanges, notJudged: free } : observation,
  ];
}
