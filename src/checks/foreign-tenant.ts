import type { User } from '../users/types.ts';
import { ask } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander, deletionOf, fate } from './steps/user-effects.ts';
import { survival } from './steps/fault-family.ts';
import { listedFacts } from './steps/response-facts.ts';
import { declared, noSecondTenant } from './steps/why-not-judged.ts';
import type { Check, Observation, Scene } from './types.ts';

/** What one tenant deletes, the other keeps (A7). */
export const foreignTenant: Check = {
  name: 'foreign-tenant',
  facts: ['status', 'body', 'listed', 'likeControl', 'victim', 'firstLook', 'bystander'],
  with: { properties: { sameId: { type: 'boolean' } } },
  needs: ({ with: { sameId } }) => ({ deleted: sameId === true ? 1 : 0, spared: 1 }),
  special: () => true,
  async run(scene): Promise<Observation[]> {
    const { env, users } = scene.vendor.profile;
    const about = "another tenant's user";
    if (!scene.identities.other) return [{ about, exchanges: [], trouble: noSecondTenant(env) }];
    if (scene.row.with['sameId'] !== true) return foreignUser(scene);
    const trouble = declared('The server chooses the ids, so two tenants cannot have the same one.');
    return users.chosenBy === 'caller' ? sameId(scene) : [{ about, exchanges: [], trouble }];
  },
};

/** Both tenants have a user of that id; one tenant deletes its own. */
async function sameId(scene: Scene): Promise<Observation[]> {
  const [own] = (await scene.users.take({ tenant: 'own' })) as [User];
  const [foreign] = (await scene.users.take({ tenant: 'other', id: own.id })) as [User];
  const answer = await deletionOf(scene, [own], 'the deletion of the own user');
  const victim = await fate(scene, own, [answer], 'own user');
  return [answer.observation, ...victim, await bystander(scene, foreign, [answer.exchange])];
}

/** Only the other tenant has a user of that id. */
async function foreignUser(scene: Scene): Promise<Observation[]> {
  const [foreign] = (await scene.users.take({ tenant: 'other' })) as [User];
  const control = await sendControl(scene);
  const draft = scene.deletion([foreign.id]);
  const about = "the deletion of another tenant's user";
  const { observation, exchange } = await ask(scene, {
    draft,
    role: 'act',
    about,
    valid: true,
    control,
    mayMatchControl: true,
  });
  const { facts, exchanges } = observation;
  const answer = facts
    ? { ...observation, facts: { ...facts, ...listedFacts(scene, exchange, [foreign.id]) } }
    : observation;
  return [answer, await survival(scene, foreign, "the other tenant's user", exchanges)];
}
