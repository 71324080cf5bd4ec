import { NotJudgedError } from '../users/not-judged-error.ts';
import type { User, UserOptions } from '../users/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { askedBefore } from './steps/asked-before.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { bystander, sendDeletion, effectOfDeletion, victimsAndBystander } from './steps/user-effects.ts';
import type { Check, Observation, CheckContext } from './types.ts';
import { declared } from '../verdict/not-judged.ts';

/** With more users than this, all are alike: whether every read misses them is seen of a few. */
const FEW = 10;

/** Looks under way together: a batch may hold hundreds of users. */
const AT_ONCE = 20;

/**
 * Several users, one after another, together, or all in one request. Of the first of those who are deleted in turn the
 * deletion was asked for before it was created.
 */
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
  needs: ({ with: { count } }) => ({ deleted: count as number, preserved: 1, shared: 1 }),
  async run(context) {
    const { count, batch } = context.requirement.with as { count: number; batch?: boolean };
    const notJudged = declared('A deletion of this vendor names one user only.');
    if (batch && !context.vendor.profile.deletion.many) return [{ about: 'a batch', exchanges: [], notJudged }];
    const options = count > FEW ? { oneRead: true as const } : {};
    const first = isInTurn(context.requirement) && count <= FEW ? await askedBefore(context) : options;
    const { victims, other } = await victimsWith(context, { count, options, first });
    const answers = await deleteAll(context, victims);
    const effects: Observation[] = [];
    for (let start = 0; start < count; start += AT_ONCE) {
      const some = victims.slice(start, start + AT_ONCE);
      const observations = some.map((victim) =>
        effectOfDeletion(context, victim, answers.get(victim) ?? [], `user ${victims.indexOf(victim) + 1}`),
      );
      effects.push(...(await Promise.all(observations)).flat());
    }
    const distinct = [...new Set([...answers.values()].flat())];
    const acts = distinct.map(({ exchange }) => exchange);
    return [...distinct.map(({ observation }) => observation), ...effects, await bystander(context, other, acts)];
  },
};

/** A creation under a given id is not repeated under another one: where it was lost, any user does as the first. */
async function victimsWith(
  context: CheckContext,
  { count, options, first }: { count: number; options: UserOptions; first: UserOptions },
): ReturnType<typeof victimsAndBystander> {
  try {
    return await victimsAndBystander(context, count, options, first);
  } catch (error) {
    if (!(error instanceof NotJudgedError) || first.id === undefined) throw error;
    return victimsAndBystander(context, count, options);
  }
}

const isInTurn = ({ with: { batch, together } }: Pick<Requirement, 'with'>): boolean =>
  batch !== true && together !== true;

/** Which answers speak of which user. */
async function deleteAll(
  context: CheckContext,
  victims: readonly User[],
): Promise<ReadonlyMap<User, JudgedResponse[]>> {
  const { together, batch, reversed } = context.requirement.with;
  if (batch === true) {
    const named = reversed === true ? victims.toReversed() : victims;
    const answer = await sendDeletion(context, named, `the deletion of ${named.length} users`);
    return new Map(victims.map((victim) => [victim, [answer]]));
  }
  const one = (victim: User, index: number) => sendDeletion(context, [victim], `the deletion of user ${index + 1}`);
  const answers: JudgedResponse[] = [];
  if (together === true) answers.push(...(await Promise.all(victims.map(one))));
  else for (const [index, victim] of victims.entries()) answers.push(await one(victim, index));
  return new Map(victims.map((victim, index) => [victim, answers.slice(index, index + 1)]));
}
