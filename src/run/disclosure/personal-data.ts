import type { WireRequest } from '../../http/types.ts';
import type { Owner } from '../../users/personal-data.ts';
import { folded, saidIn, sentTexts, textsOf } from './foreign-users.ts';

/** A shorter text may be a word of any answer. */
const SHORTEST = 8;

/** Whose data an answer holds that its request did not send. */
export interface DataTold {
  /** Of somebody who was gone already (A46). */
  readonly erased: boolean;
  /** Of a user that the request did not name (A42). */
  readonly foreign: boolean;
}

/**
 * Data of users in an answer: texts that the run has sent when it created them.
 * @param at instant at which the request was sent, in ms since the epoch
 */
export function personalDataIn(
  { body, headers }: { readonly body: string; readonly headers: readonly string[] },
  request: WireRequest,
  at: number,
  ownersOf: (text: string) => readonly Owner[],
): DataTold {
  const said = saidIn([...headers, ...textsOf(body)], SHORTEST);
  const found = said.flatMap((text) => {
    const owners = ownersOf(text);
    return owners.length > 0 ? [{ text, owners }] : [];
  });
  if (found.length === 0) return { erased: false, foreign: false };
  const sent = sentTexts(request);
  const told = found.filter(({ text }) => !sent.includes(folded(text)));
  const isGone = ({ goneAt }: Owner): boolean => goneAt !== undefined && goneAt <= at;
  return {
    erased: told.some(({ owners }) => owners.every(isGone)),
    foreign: told.some(({ owners }) => !owners.some(({ id }) => sent.includes(folded(id)))),
  };
}
