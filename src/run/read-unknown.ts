import { errorCodeOf } from '../users/error-code.ts';
import { createObserver } from '../users/observer.ts';
import type { User, UsersContext } from '../users/types.ts';
import type { PreflightResult } from '../results/types.ts';
import type { RunContext } from './context.ts';
import { newUnknownId } from './unknown-id.ts';
import { mayObserve } from './user-probe.ts';

/**
 * Reads an id that was never created: what counts as gone where no document defines it, and whether the target keeps
 * users at all.
 */
export async function readUnknown(
  runContext: RunContext,
  context: UsersContext,
): Promise<Pick<PreflightResult, 'stateless' | 'unknownRead' | 'notes'>> {
  const { vendor } = runContext;
  if (!mayObserve(runContext)) return { stateless: false, unknownRead: {}, notes: [] };
  const nobody: User = {
    id: newUnknownId(runContext),
    tenant: 'own',
    marker: undefined,
    offered: false,
    exchanges: [],
  };
  const { state, exchanges } = await createObserver(context).observe(nobody);
  const answers = exchanges.flatMap((exchange) => {
    const { operation, response } = exchange;
    if (operation === undefined || !response) return [];
    const code = errorCodeOf(exchange, vendor.profile.errors.code);
    return [[operation, { status: response.status, code }] as const];
  });
  const stateless = state === 'living';
  return {
    stateless,
    unknownRead: Object.fromEntries(answers),
    notes: stateless ? [STATELESS] : answers.flatMap(note),
  };

  function note([operation, { status, code }]: (typeof answers)[number]): string[] {
    if (!vendor.contract.operations.get(operation)?.reconstructed || status < 400 || status > 499) return [];
    const withCode = typeof code === 'string' ? ` with ${code}` : '';
    return [
      `${operation} returns ${status}${withCode} for an id that was never created; the same response counts as gone.`,
    ];
  }
}

const STATELESS = 'The target is stateless: an id that was never created is answered as a living user.';
