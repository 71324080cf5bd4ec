import type { CredentialTwin } from '../auth/types.ts';
import { ask, type Answer } from './answer.ts';
import type { Exchange, WireRequest } from '../exchange/types.ts';
import { noSecondTenant, surroundings } from './troubles.ts';
import { claimedBy } from '../vendor/claims.ts';
import type { Check, Observation, Scene } from './types.ts';

/** A twin that can be tried here. */
export type UsableTwin = CredentialTwin & { sign(request: WireRequest): WireRequest };

export function isUsable(twin: CredentialTwin): twin is UsableTwin {
  return twin.sign !== undefined;
}

/** Why a twin without `sign` was not tried. */
export function untried(scene: Scene, { description }: CredentialTwin): Observation {
  return { about: description, exchanges: [], trouble: noSecondTenant(scene.vendor.profile.env) };
}

/** Near misses that only the comparison with what is registered can tell: they matter more than what is no credential. */
const NEAR_MISS = /\.(wrong|wrong-secret|altered-signature)$/;

/** Twins in the order in which they matter where few can be tried. */
export function byWeight<T extends CredentialTwin>(twins: readonly T[]): T[] {
  return twins.toSorted((a, b) => Number(NEAR_MISS.test(b.name)) - Number(NEAR_MISS.test(a.name)));
}

/** Those of the twins that the row may try; a reader is told of the others. */
export function triable<T extends CredentialTwin>(scene: Scene, twins: readonly T[]): readonly T[] {
  const tried = twins.slice(0, scene.mayTry);
  const left = twins.slice(tried.length).map(({ description }) => description);
  if (left.length > 0)
    scene.note(
      `Judged by ${tried.length} of ${twins.length} bad credentials, for few are sent off loopback; not tried: ${left.join('; ')}.`,
    );
  return tried;
}

/** Costs of the twins that a row claims: one request each. */
export const costOfClaimed: NonNullable<Check['badCredentials']> = (row, { identities }) =>
  claimedBy(row, identities.own.twins)
    .filter(isUsable)
    .map(() => 1);

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
    const before = await scene.send(first, {
      role: 'setup',
      about,
      sign: (request) => prepare(request),
      // A nonce gets too old while its second use waits.
      together: true,
    });
    // What was not sent has prepared nothing.
    const trouble = before.error && surroundings(before, 'The request before it');
    if (trouble) return { exchange: before, observation: { about: description, exchanges: [before], trouble } };
  }
  return ask(scene, {
    draft,
    role: 'fault',
    about: description,
    valid: false,
    badCredentials: true,
    ...(prepare ? { together: true } : {}),
    sign: (request) => twin.sign(request),
    ...question,
  });
}
