import type { CredentialTwin } from '../auth/types.ts';
import type { User } from '../users/types.ts';
import { seen } from './steps/user-effects.ts';
import { sendControl } from './steps/control.ts';
import { answeredAt, isAccepted, sameAnswer } from './steps/response-facts.ts';
import { inconclusive, notObserved } from './steps/why-not-judged.ts';
import { askWithTwin, byWeight, isUsable, triable, type UsableTwin } from './steps/invalid-credentials.ts';
import type { Check, Observation } from './types.ts';

/** With broken credentials, a known and an unknown user are answered alike (A4). */
export const existenceHidden: Check = {
  name: 'existence-hidden',
  facts: ['sameAnswer', 'victim'],
  needs: () => ({ deleted: 0, spared: 1 }),
  badCredentials: (_, { identities }) => pairable(identities.own.twins).map(() => 2),
  async run(scene) {
    const take = async () => (await scene.users.take({}))[0] as User;
    let user = await take();
    const beside = { control: await sendControl(scene), mayMatchControl: true };
    const observations: Observation[] = [];
    for (const twin of triable(scene, pairable(scene.identities.own.twins))) {
      const unknown = await askWithTwin(scene, twin, [scene.unknownId()], { ...beside, living: false });
      const known = await askWithTwin(scene, twin, [user.id], { ...beside, living: true });
      const exchanges = [...new Set([...unknown.observation.exchanges, ...known.observation.exchanges])];
      const about = `${twin.description}: a known and an unknown user`;
      const trouble = unknown.observation.trouble ?? known.observation.trouble;
      if (trouble) observations.push({ about, exchanges, trouble });
      else if (isAccepted(known.exchange)) {
        // Accepted broken credentials hide nothing and are charged to the rows about them.
        await scene.users.wasDeleted(user, answeredAt(known.exchange));
        observations.push({
          about,
          exchanges,
          trouble: notObserved(`${twin.description}: accepted, so nothing is hidden.`),
        });
        user = await take();
      } else
        observations.push({ about, exchanges, facts: { sameAnswer: alike(scene, unknown.exchange, known.exchange) } });
    }
    if (!observations.some(({ facts }) => facts)) observations.push(nothingRefused());
    return [...observations, seen('victim', 'the known user', await scene.users.survives(user))];
  },
};

/** A twin that sends twice would use what it keeps up with the first of the two users. */
function pairable(twins: readonly CredentialTwin[]): UsableTwin[] {
  return byWeight(twins.filter(isUsable).filter(({ prepare }) => !prepare));
}

/** Without one refusal there was nothing that could hide anybody. */
function nothingRefused(): Observation {
  const message = 'No invalid credentials were refused, so there is no refusal to compare.';
  return { about: 'broken credentials', exchanges: [], trouble: inconclusive('control', message) };
}

/** Two requests that both got no answer were answered alike as well. */
function alike(...[scene, one, other]: Parameters<typeof sameAnswer>): boolean {
  return sameAnswer(scene, one, other) || (!one.response && !other.response);
}
