import { fillId, newTemplateVariables } from '../users/templates.ts';
import type { RunContext } from './context.ts';

/** A well-formed id that cannot exist, new at every call. */
export function newUnknownId({ vendor, runPrefix, draw, knownIds }: RunContext): string {
  const { ids } = vendor.profile.users;
  const id = fillId(ids.unknown, newTemplateVariables(runPrefix, draw), ids);
  knownIds.draw(id);
  return id;
}
