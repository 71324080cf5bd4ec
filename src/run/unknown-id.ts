import { isShort } from '../spec-loader/id-templates.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { fillId, newVariablesOf } from '../users/templates.ts';
import { notRun } from '../verdict/not-judged.ts';
import type { RunContext } from './context.ts';

/**
 * Whether ids that nobody has cannot be drawn here: they are so short that one could be somebody's, and others use the
 * target. Then one that the run created and deleted is used instead.
 */
export function needsGoneId({ vendor, target }: Pick<RunContext, 'vendor' | 'target'>): boolean {
  return !target.loopback && isShort(vendor.profile.users.ids.unknown);
}

/**
 * A well-formed id that nobody has: new at every call, or the one that the run created and deleted.
 * @throws NotJudgedError (`not-run`) where there is none
 */
export function newUnknownId(context: RunContext): string {
  const { vendor, runPrefix, draw, knownIds, goneIds } = context;
  if (needsGoneId(context)) {
    const [gone] = goneIds;
    if (gone !== undefined) return gone;
    throw new NotJudgedError(notRun('no-user', NONE_GONE));
  }
  const { ids } = vendor.profile.users;
  const id = fillId(ids.unknown, newVariablesOf(vendor, runPrefix, draw), ids);
  knownIds.draw(id);
  return id;
}

const NONE_GONE =
  'Ids are so short here that one made up could be somebody’s, and the run could not create and delete a user to have the id of nobody.';
