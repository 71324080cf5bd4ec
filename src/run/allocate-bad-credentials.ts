import { CHECKS } from '../checks/index.ts';
import type { Requirement } from '../verdict/types.ts';
import type { RunContext } from './context.ts';
import { MOST_BAD_CREDENTIALS, MOST_IN_A_ROW, type CredentialAllotment } from './bad-credential-limit.ts';
import { isHeldBack } from './preconditions.ts';
import { shardAt, type Shard } from './allocation.ts';

/** The bad credentials that a requirement would try, most important first: for each, how many requests it costs. */
export function badCredentialCosts(
  requirement: Requirement,
  { vendor, authenticators }: RunContext,
): readonly number[] {
  return CHECKS.get(requirement.check ?? '')?.badCredentials?.(requirement, { vendor, authenticators }) ?? [];
}

/**
 * Allots the few bad credentials of a run off loopback over the whole catalogue, the same in every shard: the first of
 * each requirement in the order of `requirements.yaml`, then the second of each, and so on. Does nothing on loopback.
 * @param requirements that are executed, of all shards
 */
export function allotBadCredentials(context: RunContext, requirements: readonly Requirement[], shard?: Shard): void {
  const { target, allowHazardous, credentialLimit } = context;
  if (target.loopback) return;
  const total = shard?.total ?? 1;
  const wanting = requirements.flatMap((requirement, position): Wanting[] =>
    // Shards run in parallel. Only the first MOST_IN_A_ROW shards get bad credentials, so all shards together never try
    // more in a row than an unsharded run.
    isHeldBack(requirement, target, allowHazardous) || shardAt(position, total) > MOST_IN_A_ROW
      ? []
      : [{ id: requirement.id, shard: shardAt(position, total), costs: badCredentialCosts(requirement, context) }],
  );
  credentialLimit.allot(allot(wanting, shard));
}

interface Wanting {
  readonly id: string;
  readonly shard: number;
  readonly costs: readonly number[];
}

function allot(wanting: readonly Wanting[], shard: Shard | undefined): CredentialAllotment {
  const byRequirement = new Map<string, number>();
  let left = MOST_BAD_CREDENTIALS;
  let ofThisShard = 0;
  const most = Math.max(0, ...wanting.map(({ costs }) => costs.length));
  for (let turn = 0; turn < most; turn++)
    for (const { id, shard: own, costs } of wanting) {
      const cost = costs[turn];
      // A requirement that was skipped once gets no later credential: its first ones matter most.
      if (cost === undefined || cost > left || (byRequirement.get(id) ?? 0) < turn) continue;
      byRequirement.set(id, turn + 1);
      left -= cost;
      if (shard === undefined || own === shard.current) ofThisShard += cost;
    }
  if (!shard) return { byRequirement, limits: { inAll: MOST_BAD_CREDENTIALS, inARow: MOST_IN_A_ROW } };
  const inARow = Math.max(1, Math.floor(MOST_IN_A_ROW / shard.total));
  return { byRequirement, limits: { inAll: ofThisShard, inARow } };
}
