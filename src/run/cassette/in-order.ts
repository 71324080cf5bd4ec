import type { Requirement } from '../../verdict/types.ts';
import type { RunContext } from '../context.ts';
import type { Deck } from './deck.ts';

/**
 * Judges rows one at a time and in their order, whichever is asked for first: who gets which of the users that rows lend
 * each other must not depend on which was faster.
 * @param ids in that order
 */
export function inOrder(ids: readonly string[], judge: Deck['judge']): Deck['judge'] {
  const begun = new Map<string, ReturnType<Deck['judge']>>();
  return (row, context) => {
    let before: Promise<unknown> = Promise.resolve();
    for (const one of rowsUpTo(row, ids, context)) {
      const report = begun.get(one.id) ?? before.then(() => judge(one, context));
      begun.set(one.id, report);
      before = report.catch(() => undefined);
    }
    return begun.get(row.id) as ReturnType<Deck['judge']>;
  };
}

function rowsUpTo(row: Requirement, ids: readonly string[], { vendor }: RunContext): Requirement[] {
  const earlier = ids.slice(0, Math.max(0, ids.indexOf(row.id)));
  return [...earlier.flatMap((id) => vendor.requirements.find((one) => one.id === id) ?? []), row];
}
