import { casesOf } from '../spec-loader/case-coverage.ts';
import type { User } from '../users/types.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander } from './steps/user-effects.ts';
import { faultsOf, faultVictim, isDead, survival, isolateCulprit, type Fault } from './steps/fault-family.ts';
import { isUsable, untried } from './steps/invalid-credentials.ts';
import { costOfRelabelled } from './steps/relabelled-credentials.ts';
import type { Requirement } from '../verdict/types.ts';
import type { Check, Observation, CheckContext } from './types.ts';
import { notObserved } from '../verdict/not-judged.ts';

/** Requests that must be refused name a living victim, who must live on. */
export const refusedRequestHasNoEffect: Check = {
  name: 'refused-request-has-no-effect',
  facts: ['victim', 'bystander'],
  claims: 'effect',
  badCredentials: costOfRelabelled,
  // `otherId`: an odd id for the victim of the cases that `otherIdFor` claims; the others get `id`, or any.
  with: {
    properties: {
      lenient: { type: 'boolean' },
      id: { type: 'string' },
      otherId: { type: 'string' },
      otherIdFor: { type: 'string' },
    },
    dependentRequired: { otherId: ['otherIdFor'], otherIdFor: ['otherId'] },
  },
  acceptedMayDelete: isLenient,
  // Where an accepted request may delete, each case may take a user.
  needs: ({ with: { id, otherId, lenient }, claimed = 0 }) => ({
    deleted: 0,
    preserved: otherId === undefined ? 2 : 3,
    shared: id === undefined ? 2 : 1,
    ...(lenient === true ? { spare: claimed } : {}),
  }),
  async run(context) {
    const missing = context.invalidCredentials
      .filter((invalid) => !isUsable(invalid))
      .map((invalid) => untried(context, invalid));
    if (missing.length > 0 && missing.length === context.invalidCredentials.length + context.cases.length)
      return missing;
    const families = familiesOf(context);
    const made = families.map((one) => ({ ...faultVictim(one), shared: true }) as const);
    const users = await context.users.acquire(...made, { shared: true });
    const control = await sendControl(context);
    const lenient = isLenient(context.requirement);
    const victims: Observation[] = [];
    for (const [index, one] of families.entries())
      victims.push(...(await family(one, faultsOf(one, control), users[index] as User, lenient)));
    return [...missing, ...victims, await bystander(context, users.at(-1) as User, [control])];
  },
};

/** Whether an accepted request may delete its victim. */
function isLenient({ with: { lenient } }: Requirement): boolean {
  return lenient === true;
}

/**
 * The requirement taken apart by the victims that its faults need: what is sent of an odd id may be read as somebody's, and
 * is held back off loopback where the same of an ordinary one is not.
 */
function familiesOf(context: CheckContext): CheckContext[] {
  const { requirement, cases } = context;
  const { otherId, otherIdFor, ...first } = requirement.with;
  if (typeof otherIdFor !== 'string') return [context];
  const needing = new Set(casesOf({ cases: [otherIdFor] }, cases).map(({ name }) => name));
  return [
    {
      ...context,
      cases: cases.filter(({ name }) => !needing.has(name)),
      requirement: { ...requirement, with: first },
    },
    {
      ...context,
      cases: cases.filter(({ name }) => needing.has(name)),
      invalidCredentials: [],
      requirement: { ...requirement, with: { ...first, id: otherId } },
    },
  ];
}

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
