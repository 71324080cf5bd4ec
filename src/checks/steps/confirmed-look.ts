import type { User, UserObservation } from '../../users/types.ts';
import type { CheckContext } from '../types.ts';

/** A shorter settle time does not shorten a confirmation (A35). */
const LEAST_MS = 2000;

/** When the further looks are taken, as parts of the time; those from a half on decide. */
const PARTS = [0.25, 0.5, 0.75, 1];

/**
 * Looks at a user, and where that shows harm again over the settle time: a replica that is behind shows the same for a
 * while (A35).
 * @returns the last look; one without harm where any look of the last half had none
 */
export async function confirmedLook(
  { users, clock, target }: CheckContext,
  user: User,
  isHarm: (look: UserObservation) => boolean,
): Promise<UserObservation> {
  let last = await users.observe(user);
  if (!isHarm(last)) return last;
  const start = clock.now();
  const timeMs = Math.max(target.settleMs, LEAST_MS);
  let spared: UserObservation | undefined;
  for (const part of PARTS) {
    await clock.sleep(start + part * timeMs - clock.now());
    last = await users.observe(user);
    if (part >= 0.5 && !isHarm(last)) spared = last;
  }
  return spared ?? last;
}
