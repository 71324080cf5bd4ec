import type { Target } from '../configuration/types.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Requirement } from '../verdict/types.ts';
import { withProbeUser, requirementsOfShard, allocateUsers, type Shard } from './allocation.ts';

export interface ShardedOptions {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly shard: Shard | null;
  /** What a whole run would execute. */
  readonly executed: readonly Requirement[];
  readonly heldBack: (requirement: Requirement) => boolean;
}

/** What one process of a run executes, and which users it may use. */
export interface Sharded {
  readonly requirements: readonly Requirement[];
  /** With the users of this shard. */
  readonly target: Target;
  /** As the preflight tries it. */
  readonly probedTarget: Target;
}

/** Allots requirements and users to a shard; without one all of them. */
export function shardOf({ vendor, target, shard, executed, heldBack }: ShardedOptions): Sharded {
  if (!shard) return { requirements: executed, target, probedTarget: target };
  const shares = allocateUsers({ requirements: executed, isHeldBack: heldBack, vendor, target, total: shard.total });
  const share = shares[shard.current - 1];
  if (!share) throw new Error(`There is no shard ${String(shard.current)} of ${String(shard.total)}.`);
  return {
    requirements: requirementsOfShard(executed, shard),
    target: { ...target, ...share },
    probedTarget: withProbeUser(target, share),
  };
}
