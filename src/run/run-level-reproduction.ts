import { names } from '../evidence/reproduce/plan.ts';
import type { Reproduction } from '../evidence/reproduce/types.ts';
import type { Exchange } from '../http/types.ts';
import type { ContractFinding, FinalCheckEntry } from '../checks/run-level/types.ts';
import type { User } from '../users/types.ts';
import type { UserKey } from '../users/user-journal.ts';
import type { RunContext } from './context.ts';
import { exchangeOf } from './contract-findings.ts';
import { scriptOf } from './reproduction.ts';

/** What one requirement did: the users that it took, and what it sent at them. */
interface Acts {
  readonly users: readonly User[];
  readonly acts: readonly Exchange[];
}

const ACTS = new WeakMap<RunContext['knownIds'], Map<string, Acts>>();

const isAct = ({ role }: Exchange): boolean => role === 'act' || role === 'fault';

/** Keeps what a requirement did until the end of the run, whose last look may show what came of it. */
export function keepActs(
  requirement: string,
  users: readonly User[],
  all: readonly Exchange[],
  { knownIds }: RunContext,
) {
  const kept = ACTS.get(knownIds) ?? new Map<string, Acts>();
  if (users.length > 0) kept.set(requirement, { users, acts: [...new Set(all.filter(isAct))] });
  ACTS.set(knownIds, kept);
}

/** Findings with the scripts that show them again; those that break nothing stay as they are. */
export function withScripts(
  findings: readonly ContractFinding[],
  users: readonly User[],
  all: readonly Exchange[],
  context: RunContext,
): ContractFinding[] {
  return findings.map((finding) => {
    const exchange = exchangeOf(finding);
    if (!exchange) return finding;
    // What creates a user is sent as it was: a user of that id would be there already.
    const named = exchange.role === 'setup' ? [] : users.filter(({ id }) => names(exchange, id));
    const before = all.filter((one) => isAct(one) && one.at < exchange.at && named.some(({ id }) => names(one, id)));
    const title = `${finding.operation ?? 'a request'} answered ${finding.status}`;
    const reproduce = scriptOf(title, [...before, exchange], named, context);
    return reproduce ? { ...finding, reproduce } : finding;
  });
}

/**
 * What shows harm again that the last look of the run saw: what its requirement did, and the look. Nothing where that
 * requirement sent more than a script may hold.
 */
export function scriptOfLook(
  { user, requirement = '', state, deleted }: Pick<FinalCheckEntry, 'user' | 'requirement' | 'state' | 'deleted'>,
  looks: readonly Exchange[],
  context: RunContext,
): Reproduction | undefined {
  const kept = ACTS.get(context.knownIds)?.get(requirement);
  if (!kept?.users.some(({ id }) => id === user)) return undefined;
  // Of several requirements that had the user nobody knows which one did the harm.
  const all = [...(ACTS.get(context.knownIds)?.values() ?? [])];
  if (!deleted && all.filter(({ users }) => users.some(({ id }) => id === user)).length > 1) return undefined;
  const acts = deleted ? kept.acts.filter((one) => names(one, user)) : kept.acts;
  const title = `a user who ${deleted ? 'was deleted' : 'had to survive'} is ${state} at the end of the run`;
  return scriptOf(title, [...acts, ...looks], kept.users, context);
}

/**
 * What shows again that a user is there although the clean-up has deleted it: the deletion and the look. Nothing where the deletion
 * named several, or where nobody knows how the user was created.
 */
export function scriptOfCleanup(
  user: UserKey,
  deletion: Exchange,
  looks: readonly Exchange[],
  context: RunContext,
): Reproduction | undefined {
  const all = [...(ACTS.get(context.knownIds)?.values() ?? [])].flatMap(({ users }) => users);
  // Both tenants may have a user of that id.
  const known = all.find(({ id, tenant }) => id === user.id && tenant === user.tenant);
  if (!known || all.some(({ id }) => id !== user.id && names(deletion, id))) return undefined;
  return scriptOf(
    'a user that the clean-up deleted is there',
    [{ ...deletion, role: 'act' }, ...looks],
    [known],
    context,
  );
}
