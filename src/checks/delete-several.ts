import type { User } from '../users/types.ts';
import type { Answer } from './steps/judged-request.ts';
import { bystander, deletionOf, fate, victimsAndBystander } from './steps/user-effects.ts';
import { declared } from './steps/why-not-judged.ts';
import type { Check, Observation, Scene } from './types.ts';

/** Looks under way together: a batch may hold hundreds of users. */
const AT_ONCE = 20;

/** Several users, one after another, together, or all in one request. */
export const deleteSeveral: Check = {
  name: 'delete-several',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander'],
  with: {
    required: ['count'],
    properties: {
      count: { type: 'integer', minimum: 1 },
      together: { type: 'boolean' },
      batch: { type: 'boolean' },
      reversed: { type: 'boolean' },
    },
  },
  needs: ({ with: { count } }) => ({ deleted: count as number, spared: 1 }),
  async run(scene) {
    const { count, batch } = scene.row.with as { count: number; batch?: boolean };
    const trouble = declared('A deletion of this vendor names one user only.');
    if (batch && !scene.vendor.profile.deletion.many) return [{ about: 'a batch', exchanges: [], trouble }];
    const { victims, other } = await victimsAndBystander(scene, count);
    const answers = await deleteAll(scene, victims);
    const fates: Observation[] = [];
    for (let start = 0; start < count; start += AT_ONCE) {
      const some = victims.slice(start, start + AT_ONCE);
      const looks = some.map((victim) =>
        fate(scene, victim, answers.get(victim) ?? [], `user ${victims.indexOf(victim) + 1}`),
      );
      fates.push(...(await Promise.all(looks)).flat());
    }
    const distinct = [...new Set([...answers.values()].flat())];
    const acts = distinct.map(({ exchange }) => exchange);
    return [...distinct.map(({ observation }) => observation), ...fates, await bystander(scene, other, acts)];
  },
};

/** Which answers speak of which user. */
async function deleteAll(scene: Scene, victims: readonly User[]): Promise<ReadonlyMap<User, Answer[]>> {
  const { together, batch, reversed } = scene.row.with;
  if (batch === true) {
    const named = reversed === true ? victims.toReversed() : victims;
    const answer = await deletionOf(scene, named, `the deletion of ${named.length} users`);
    return new Map(victims.map((victim) => [victim, [answer]]));
  }
  const one = (victim: User, index: number) => deletionOf(scene, [victim], `the deletion of user ${index + 1}`);
  const answers: Answer[] = [];
  if (together === true) answers.push(...(await Promise.all(victims.map(one))));
  else for (const [index, victim] of victims.entries()) answers.push(await one(victim, index));
  return new Map(victims.map((victim, index) => [victim, answers.slice(index, index + 1)]));
}
