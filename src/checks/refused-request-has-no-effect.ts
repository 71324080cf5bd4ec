import type { User } from '../users/types.ts';
import type { Answer } from './steps/judged-request.ts';
import { sendControl } from './steps/control.ts';
import { bystander, victimAndBystander } from './steps/user-effects.ts';
import { faultsOf, isDead, survival, tryAlone, type Fault } from './steps/fault-family.ts';
import { notObserved } from './steps/why-not-judged.ts';
import { costOfClaimed, isUsable, untried } from './steps/invalid-credentials.ts';
import type { Check, Observation, Scene } from './types.ts';

/** Requests that must be refused name a living victim, who must live on. */
export const refusalSparesVictim: Check = {
  name: 'refusal-spares-victim',
  facts: ['victim', 'bystander'],
  claims: 'effect',
  badCredentials: costOfClaimed,
  with: { properties: { lenient: { type: 'boolean' } } },
  needs: () => ({ deleted: 0, spared: 2 }),
  async run(scene) {
    const missing = scene.twins.filter((twin) => !isUsable(twin)).map((twin) => untried(scene, twin));
    if (missing.length > 0 && missing.length === scene.twins.length + scene.cases.length) return missing;
    const [victim, other] = await victimAndBystander(scene);
    const control = await sendControl(scene);
    const victims = await family(scene, faultsOf(scene, control), victim, scene.row.with['lenient'] === true);
    return [...missing, ...victims, await bystander(scene, other, [control])];
  },
};

/** All faults at one victim; where it dies, each at one of its own. */
async function family(scene: Scene, faults: readonly Fault[], victim: User, lenient: boolean): Promise<Observation[]> {
  const sent: { fault: Fault; answer: Answer }[] = [];
  for (const fault of faults) sent.push({ fault, answer: await fault.aim(victim) });
  const answers = sent.map(({ answer }) => answer.observation);
  const troubles = answers.filter(({ trouble }) => trouble);
  const acts = [...new Set(answers.flatMap(({ exchanges }) => exchanges))];
  const names = faults.map(({ description }) => description).join('; ');
  const look = await survival(scene, victim, `the victim of ${faults.length} requests (${names})`, acts);
  if (!isDead(look)) return [...troubles, look];
  const found = await tryAlone(scene, sent, lenient);
  if (found.length > 0) return [...troubles, ...found];
  const free = notObserved('Every request was accepted, and an accepted request may delete.');
  return [...troubles, lenient ? { about: look.about, exchanges: look.exchanges, trouble: free } : look];
}
