import type { Siblings } from '../contract/deletion-body.ts';
import { newSiblings } from '../users/siblings.ts';
import type { RunContext } from './context.ts';

/** What is next to the ids of one deletion of a run. */
export function siblingsFor({ vendor, runPrefix, draw, knownIds }: RunContext): Siblings {
  return newSiblings({ vendor, runPrefix, draw, drawn: (text) => knownIds.draw(text) });
}
