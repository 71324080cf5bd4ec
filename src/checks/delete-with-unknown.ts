import { valueAt } from '../contract/json-pointer.ts';
import type { User } from '../users/types.ts';
import { ask, type Answer } from './steps/judged-request.ts';
import { bystander, victimsAndBystander } from './steps/user-effects.ts';
import { bodyOf, isAccepted } from './steps/response-facts.ts';
import { saidAndDone } from './steps/response-matches-effect.ts';
import { declared } from './steps/why-not-judged.ts';
import type { Check, Observation, Scene } from './types.ts';

/** A living user and an id that nobody has in one deletion, in both orders. */
export const deleteWithUnknown: Check = {
  name: 'delete-with-unknown',
  facts: ['status', 'body', 'listed', 'effect', 'unknown', 'bystander'],
  needs: () => ({ deleted: 2, spared: 1 }),
  async run(scene) {
    const trouble = declared('A deletion of this vendor names one user only.');
    if (!scene.vendor.profile.deletion.many) return [{ about: 'a batch', exchanges: [], trouble }];
    const { victims, other } = await victimsAndBystander(scene, 2);
    const [one, two] = victims as [User, User];
    const [nobody, noOne] = [scene.unknownId(), scene.unknownId()];
    return [
      ...(await tried(scene, one, [one.id, nobody], nobody)),
      ...(await tried(scene, two, [noOne, two.id], noOne)),
      await bystander(scene, other, []),
    ];
  },
};

async function tried(scene: Scene, user: User, ids: readonly string[], nobody: string): Promise<Observation[]> {
  const about = `an unknown id ${ids[0] === nobody ? 'before' : 'after'} a known one`;
  const answer = await ask(scene, { draft: scene.deletion(ids), role: 'act', about, valid: true });
  return saidAndDone(scene, alsoListed(scene, answer, nobody), { user, ids });
}

/** The fact `unknown`: whether the answer lists the id that nobody has. */
function alsoListed({ vendor }: Scene, answer: Answer, nobody: string): Answer {
  const { observation, exchange } = answer;
  const { facts } = observation;
  if (!facts) return answer;
  const list = isAccepted(exchange) ? valueAt(bodyOf(exchange), vendor.profile.deletion.listed ?? '') : undefined;
  const unknown = Array.isArray(list) && list.includes(nobody) ? 'listed' : 'absent';
  return { ...answer, observation: { ...observation, facts: { ...facts, unknown } } };
}
