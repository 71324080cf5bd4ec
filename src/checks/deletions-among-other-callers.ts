import { sendControl } from './steps/control.ts';
import { byWeight, isUsable, sendWithInvalidCredentials, type UsableCredentials } from './steps/invalid-credentials.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { bystander, effectOfDeletion, sendDeletion, victimsAndBystander } from './steps/user-effects.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** Own deletions that are under way with those of the others. */
const OWN = 2;

/**
 * Deletions of the own users while callers without right credentials, and another tenant where there is one, ask for the
 * deletion of somebody else of this tenant (A30): each is carried out as its own caller's, and as nobody else's. A service
 * that keeps the caller in a variable which requests share takes one for the other.
 */
export const deletionsAmongOtherCallers: Check = {
  name: 'deletions-among-other-callers',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  together: true,
  badCredentials: () => Array.from({ length: OWN }, () => 1),
  needs: () => ({ deleted: OWN, preserved: 1, shared: 1 }),
  async run(context) {
    const { victims, other } = await victimsAndBystander(context, OWN);
    const control = await sendControl(context);
    // Bad callers come first: what is noted of them must not be what the next one, who is right, has written.
    const { own } = context.authenticators;
    // What a lenient verifier may take for the right credentials is no stranger's: the nearest miss that none may take.
    const [invalid] = byWeight(own.invalidCredentials.filter(isUsable).filter(isPlain));
    const rogue = async (): Promise<JudgedResponse[]> =>
      invalid && context.mayTry >= OWN
        ? [
            await sendWithInvalidCredentials(context, invalid, [other.id], {
              control,
              mayMatchControl: true,
              living: true,
            }),
          ]
        : [];
    const calls = victims.map(async (victim, at) => {
      const about = `the deletion of user ${at + 1}, while others call`;
      const [bad, answer, foreign] = await Promise.all([
        rogue(),
        sendDeletion(context, [victim], about),
        asOther(context, other.id),
      ]);
      return { answer, others: [...bad, ...foreign] };
    });
    const sent = await Promise.all(calls);
    const answers = sent.map(({ answer }) => answer);
    const effects: Observation[] = [];
    for (const [at, victim] of victims.entries())
      effects.push(...(await effectOfDeletion(context, victim, [answers[at] as JudgedResponse], `user ${at + 1}`)));
    // A user who is missing may have been deleted by one of the others.
    const acts = sent.flatMap(({ answer, others }) => [...others, answer].map(({ exchange }) => exchange));
    return [...answers.map(({ observation }) => observation), ...effects, await bystander(context, other, acts)];
  },
};

/** Nothing has to be sent before it, and it provokes nobody. */
const isPlain = ({ prepare, connection, provoking }: UsableCredentials): boolean =>
  !prepare && !connection && !provoking;

/** The same user's deletion by another tenant, whose it is not. */
async function asOther(context: CheckContext, id: string): Promise<JudgedResponse[]> {
  const { other } = context.authenticators;
  if (!other) return [];
  const about = "another tenant's deletion of this tenant's user";
  const answer = await sendJudged(context, {
    draft: context.deletion([id]),
    role: 'fault',
    about,
    conforms: true,
    sign: (request) => other.sign(request),
  });
  return [answer];
}
