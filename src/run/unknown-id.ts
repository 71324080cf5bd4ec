import { fillId, newWords } from '../users/templates.ts';
import type { Surroundings } from './context.ts';

/** A well-formed id that cannot exist, new at every call. */
export function newUnknownId({ vendor, runPrefix, draw, register }: Surroundings): string {
  const { ids } = vendor.profile.users;
  const id = fillId(ids.unknown, newWords(runPrefix, draw), ids);
  register.draw(id);
  return id;
}
