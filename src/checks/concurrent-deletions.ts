import { NotJudgedError } from '../users/not-judged-error.ts';
import type { User } from '../users/types.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { bystander, sendDeletion, effectOfDeletion, victimsAndBystander } from './steps/user-effects.ts';
import { isAccepted } from './steps/response-facts.ts';
import type { Check, Observation, CheckContext } from './types.ts';

const many = (requirement: { with: Readonly<Record<string, unknown>> }): { users: number; times: number } => ({
  users: 1,
  times: 2,
  ...requirement.with,
});

/** Deletions of one user, or of several, that are under way together: none may be lost (A30). */
export const concurrentDeletions: Check = {
  name: 'concurrent-deletions',
  facts: ['status', 'body', 'listed', 'accepted', 'victim', 'firstLook', 'bystander'],
  with: { properties: { users: { type: 'integer', minimum: 1 }, times: { type: 'integer', minimum: 1 } } },
  together: true,
  needs: (requirement) => ({ deleted: many(requirement).users, preserved: 1, shared: 1 }),
  async run(context) {
    const { users, times } = many(context.requirement);
    const { victims, other } = await victimsAndBystander(context, users);
    const [answers] = await Promise.all([
      Promise.all(
        victims.map((victim, index) =>
          Promise.all(
            Array.from({ length: times }, (_, time) =>
              sendDeletion(context, [victim], `deletion ${time + 1} of user ${index + 1}`),
            ),
          ),
        ),
      ),
      readMeanwhile(context, victims[0] as User),
    ]);
    const effects = await Promise.all(victims.map((victim, index) => of(context, victim, answers[index] ?? [], index)));
    const acts = answers.flat().map(({ exchange }) => exchange);
    return [...effects.flat(), await bystander(context, other, acts)];
  },
};

/** What this look shows is open; a read that writes what it has read would write the user back. */
async function readMeanwhile(context: CheckContext, victim: User): Promise<void> {
  try {
    await context.users.observe(victim);
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
  }
}

async function of(
  context: CheckContext,
  victim: User,
  answers: readonly JudgedResponse[],
  index: number,
): Promise<Observation[]> {
  const accepted = answers.some(({ exchange }) => isAccepted(context, exchange));
  const judged = accepted || answers.every(({ observation }) => observation.facts);
  const exchanges = answers.map(({ exchange }) => exchange);
  const together = { about: `the deletions of user ${index + 1} together`, exchanges, facts: { accepted } };
  return [
    ...answers.map(({ observation }) => observation),
    ...(judged ? [together] : []),
    ...(await effectOfDeletion(context, victim, answers, `user ${index + 1}`)),
  ];
}
