import type { CredentialTwin } from '../auth/types.ts';
import { ask, type Answer } from './answer.ts';
import type { Exchange, WireRequest } from '../exchange/types.ts';
import { noSecondTenant } from './troubles.ts';
import type { Observation, Scene } from './types.ts';

/** A twin that can be tried here. */
export type UsableTwin = CredentialTwin & { sign(request: WireRequest): WireRequest };

export function isUsable(twin: CredentialTwin): twin is UsableTwin {
  return twin.sign !== undefined;
}

/** Why a twin without `sign` was not tried. */
export function untried(scene: Scene, { description }: CredentialTwin): Observation {
  return { about: description, exchanges: [], trouble: noSecondTenant(scene.vendor.profile.env) };
}

/**
 * Sends a deletion with broken credentials. What must come before it, such as the first use of a nonce, is the same
 * request; where that names a living user, it is one that names nobody.
 */
export async function askWithTwin(
  scene: Scene,
  twin: UsableTwin,
  ids: readonly string[],
  options: { control: Exchange; mayMatchControl: boolean; living: boolean },
): Promise<Answer> {
  const { prepare, description } = twin;
  const { living, ...question } = options;
  const draft = scene.deletion(ids);
  if (prepare) {
    const about = `what comes before ${description}`;
    const first = living ? scene.deletion([scene.unknownId()]) : draft;
    await scene.send(first, {
      role: 'setup',
      about,
      sign: (request) => prepare(request),
    });
  }
  return ask(scene, {
    draft,
    role: 'fault',
    about: description,
    valid: false,
    sign: (request) => twin.sign(request),
    ...question,
  });
}
