import type { User } from '../users/types.ts';
import type { Answer } from './answer.ts';
import { bystander, deletionOf, fate, victimsAndBystander } from './effects.ts';
import { isAccepted } from './reading.ts';
import type { Check, Observation, Scene } from './types.ts';

const many = (row: { with: Readonly<Record<string, unknown>> }): { users: number; times: number } => ({
  users: 1,
  times: 2,
  ...row.with,
});

/** Deletions of one user, or of several, that are under way together: none may be lost (A30). */
export const deleteAtTheSameTime: Check = {
  name: 'delete-at-the-same-time',
  facts: ['status', 'body', 'listed', 'accepted', 'victim', 'firstLook', 'bystander'],
  with: { properties: { users: { type: 'integer', minimum: 1 }, times: { type: 'integer', minimum: 1 } } },
  together: true,
  needs: (row) => ({ deleted: many(row).users, spared: 1 }),
  async run(scene) {
    const { users, times } = many(scene.row);
    const { victims, other } = await victimsAndBystander(scene, users);
    const answers = await Promise.all(
      victims.map((victim, index) =>
        Promise.all(
          Array.from({ length: times }, (_, time) =>
            deletionOf(scene, [victim], `deletion ${time + 1} of user ${index + 1}`),
          ),
        ),
      ),
    );
    const fates = await Promise.all(victims.map((victim, index) => of(scene, victim, answers[index] ?? [], index)));
    const acts = answers.flat().map(({ exchange }) => exchange);
    return [...fates.flat(), await bystander(scene, other, acts)];
  },
};

async function of(scene: Scene, victim: User, answers: readonly Answer[], index: number): Promise<Observation[]> {
  const accepted = answers.some(({ exchange }) => isAccepted(exchange));
  const judged = accepted || answers.every(({ observation }) => observation.facts);
  const exchanges = answers.map(({ exchange }) => exchange);
  const together = { about: `the deletions of user ${index + 1} together`, exchanges, facts: { accepted } };
  return [
    ...answers.map(({ observation }) => observation),
    ...(judged ? [together] : []),
    ...(await fate(scene, victim, answers, `user ${index + 1}`)),
  ];
}
