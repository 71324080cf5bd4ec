import { isDeepStrictEqual } from 'node:util';
import type { UserObservation, User } from '../../users/types.ts';
import { excused } from '../../users/gateway-answer.ts';
import { NotJudgedError } from '../../users/not-judged-error.ts';
import { createUnusualUser } from './unusual-users.ts';
import type { CheckContext } from '../types.ts';
import { notObserved, unobservable } from '../../verdict/not-judged.ts';

/**
 * Creates the users of two ids that the target may take for one.
 * @param mayPresume whether users that no read shows before they are deleted will do
 * @throws NotJudgedError where both are not seen to be two (A22, A47)
 */
export async function twoUsers(
  context: CheckContext,
  [first, second]: readonly [string, string],
  mayPresume = false,
): Promise<[User, User]> {
  const one = await createUnusualUser(context, { id: first, marker: 0 });
  const other = await createUnusualUser(context, { id: second, marker: 1 });
  await requireTwo(context, [one, other], mayPresume);
  return [one, other];
}

/**
 * Looks at two users with different marks.
 * @throws NotJudgedError where they are not seen to be two
 */
export async function requireTwo(
  context: CheckContext,
  [one, other]: readonly [User, User],
  mayPresume = false,
): Promise<void> {
  const observations = [await context.users.watchLiving(one), await context.users.watchLiving(other)] as const;
  if (showsOnly(observations[0], one, other) && showsOnly(observations[1], other, one)) return;
  if (mayPresume && observations.every(({ state }) => state === 'presumed')) return;
  const both = `${JSON.stringify(one.id)} and ${JSON.stringify(other.id)}`;
  const unseen = observations.every(({ state }) => state === 'living')
    ? notObserved(`${both} could not be distinguished as two users.`)
    : unobservable(`${both} were created but not both seen to live.`);
  const exchanges = [
    ...one.exchanges,
    ...other.exchanges,
    ...observations.flatMap((observation) => observation.exchanges),
  ];
  throw new NotJudgedError(excused(observations[0].notJudged ?? observations[1].notJudged ?? unseen), exchanges);
}

function showsOnly({ state, markers }: UserObservation, user: User, other: User): boolean {
  const shows = (wanted: unknown): boolean => markers.some((marker) => isDeepStrictEqual(marker, wanted));
  return state === 'living' && shows(user.marker) && !shows(other.marker);
}
