import type { Target } from '../configuration/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { divideUsers, type Wanting } from './divide-offered-users.ts';
import { needsOf } from './user-needs.ts';

/** Which share of the requirements a run judges. */
export interface Shard {
  readonly current: number;
  readonly total: number;
}

/** The number (from 1) of the shard that judges the requirement at a position among a vendor's requirements that are executed. */
export const shardAt = (position: number, total: number): number => (position % total) + 1;

/** What one shard may use of the users that the whole run has. */
export type Allocation = Pick<Target, 'userIds' | 'maxUsers'>;

export interface AllocationOptions {
  /** The vendor's requirements that are executed, in the order of `requirements.yaml`: those nearer the top get users first. */
  readonly requirements: readonly Requirement[];
  /** Whether nothing is sent for a requirement, so that it needs nobody. */
  readonly isHeldBack: (requirement: Requirement) => boolean;
  readonly vendor: Vendor;
  readonly target: Target;
  readonly total: number;
}

/**
 * Divides the users among the shards before anything is sent. Every shard computes the same division. No two shards use
 * the same offered user. All shards together create no more users than an unsharded run may. A requirement that gets no
 * users in an unsharded run gets none here.
 */
export function allocateUsers({ requirements, isHeldBack, vendor, target, total }: AllocationOptions): Allocation[] {
  const sent = requirements.map((requirement, position) => ({ requirement, pool: shardAt(position, total) - 1 }));
  const ofPool = Array.from({ length: total }, (_, pool) => sent.filter((one) => one.pool === pool));
  const needs = new Map(
    ofPool.flatMap((own) => [
      ...needsOf(own.map(({ requirement }) => requirement).filter((requirement) => !isHeldBack(requirement))),
    ]),
  );
  const wanting = sent.flatMap(({ requirement, pool }) => {
    const needed = needs.get(requirement.id);
    return needed ? { pool, ...needed } : [];
  });
  const ids = target.userIds && allotIds(target.userIds, wanting, mayLend(vendor, target), total);
  return allotBudget(target.maxUsers, wanting, total).map((maxUsers, shard) => ({
    maxUsers,
    ...(ids ? { userIds: ids[shard] ?? [] } : {}),
  }));
}

/**
 * The target for the preflight of a shard. The offered users of the shard come first, so its preflight probes one of
 * them if it has any.
 */
export function withProbeUser(target: Target, { userIds = [], maxUsers }: Allocation): Target {
  if (!target.userIds) return { ...target, maxUsers };
  return { ...target, maxUsers, userIds: [...new Set([...userIds, ...target.userIds])] };
}

/** Requirements sharded as {@link allocateUsers} takes them. */
export function requirementsOfShard<T>(requirements: readonly T[], shard: Shard | null): T[] {
  return requirements.filter((_, position) => shard === null || shardAt(position, shard.total) === shard.current);
}

/** By what was declared, not by what a preflight finds: shards could find different things. */
function mayLend({ profile }: Vendor, { observe }: Target): boolean {
  return (observe ?? (profile.users.observe.length > 0 ? 'read' : 'repeat')) !== 'repeat';
}

/** As the user pool of a run does it, with one pool for each shard. */
function allotIds(ids: readonly string[], wanting: readonly Wanting[], lends: boolean, total: number): string[][] {
  const allotted = Array.from({ length: total }, (): string[] => []);
  const { given, left } = divideUsers(ids, wanting, lends);
  given.forEach(({ own, lent }, position) => allotted[wanting[position]?.pool ?? 0]?.push(...own, ...lent));
  left.forEach((id, position) => allotted[position % total]?.push(id));
  return allotted;
}

/** Each shard's preflight creates one user of its own. */
function allotBudget(most: number, wanting: readonly Wanting[], total: number): number[] {
  let free = Math.max(0, most - total);
  const budgets = Array.from({ length: total }, (_, shard): number => (shard < most ? 1 : 0));
  const give = (shard: number, count: number) => (budgets[shard] = (budgets[shard] ?? 0) + count);
  for (const { pool, deleted, preserved } of wanting) {
    if (deleted + preserved > free) continue;
    give(pool, deleted + preserved);
    free -= deleted + preserved;
  }
  budgets.forEach((_, shard) => give(shard, Math.floor(free / total) + (shard < free % total ? 1 : 0)));
  return budgets;
}
