import type { Clock } from '../../../src/clock.ts';
import type { Transport } from '../../../src/http/types.ts';
import { KNOT } from '../../../src/sandbox/knot/behaviour.ts';
import type { LinkedAccount } from '../../../src/sandbox/knot/store.ts';
import { MASTERCARD } from '../../../src/sandbox/mastercard/behaviour.ts';
import type { UserState } from '../../../src/sandbox/mastercard/store.ts';
import type { KnotRun, MastercardRun } from '../run/in-process.ts';

/** A replica that answers reads. */
export interface Replica {
  /** How long after the primary it hears of a write, in ms. */
  readonly behindMs: number;
  /** Whether it never hears of deletions. */
  readonly isDeaf?: boolean;
  /** How many nodes answer the reads in turn, of which it is one; 1: it answers them all. */
  readonly nodes: number;
}

/** What was written under each key, as a replica hears of it. */
function replicated<T>({ behindMs, isDeaf = false, nodes }: Replica) {
  const written = new Map<string, { readonly at: number; readonly value: T | undefined }[]>();
  let reads = 0;
  return {
    write(key: string, at: number, value: T | undefined): void {
      if (isDeaf && value === undefined) return;
      written.set(key, [...(written.get(key) ?? []), { at, value }]);
    },
    /** What this read sees; `primary` is the value that the primary holds. */
    read(key: string, now: number, primary: T | undefined): T | undefined {
      reads += 1;
      if (reads % nodes !== 0) return primary;
      return written.get(key)?.findLast(({ at }) => at <= now - behindMs)?.value;
    },
  };
}

/** Knot's sandbox with reads that a replica answers. */
export function knotWithReplica(replica: Replica): KnotRun {
  const nodes = replicated<readonly LinkedAccount[]>(replica);
  let clock: Clock | undefined;
  const now = (): number => clock?.now() ?? 0;
  const keyOf = (tenants: readonly unknown[], tenant: unknown, id: string): string =>
    `${tenants.indexOf(tenant)} ${id}`;
  return {
    through: (inner: Transport, ofRun: Clock): Transport => {
      clock = ofRun;
      return inner;
    },
    behaviour: {
      async createSession(call, tenant) {
        const answer = await KNOT.createSession(call, tenant);
        const id = String(call.steps.readProperties(call)['external_user_id']);
        nodes.write(keyOf(call.tenants, tenant, id), now(), [...(tenant.users.find(id)?.accounts.values() ?? [])]);
        return answer;
      },
      async linkAccount(call, tenant) {
        const answer = await KNOT.linkAccount(call, tenant);
        const id = String(call.steps.readProperties(call)['external_user_id']);
        nodes.write(keyOf(call.tenants, tenant, id), now(), [...(tenant.users.find(id)?.accounts.values() ?? [])]);
        return answer;
      },
      async deleteUser(call, tenant, id) {
        const isThere = await KNOT.deleteUser(call, tenant, id);
        if (isThere) nodes.write(keyOf(call.tenants, tenant, id), now(), undefined);
        return isThere;
      },
      listAccounts: (call, tenant, id) =>
        nodes.read(keyOf(call.tenants, tenant, id), now(), KNOT.listAccounts(call, tenant, id)),
    },
  };
}

/** Mastercard's sandbox with reads that a replica answers. */
export function mastercardWithReplica(replica: Replica): MastercardRun {
  const nodes = replicated<UserState>(replica);
  return {
    behaviour: {
      async enrolment(call, issuer) {
        const answer = await MASTERCARD.enrolment(call, issuer);
        const { userid } = (answer.body ?? {}) as { userid?: string };
        if (userid !== undefined) nodes.write(userid, call.state.clock.now(), 'living');
        return answer;
      },
      async deleteUsers(call, issuer, ids) {
        const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
        for (const id of deleted) nodes.write(id, call.state.clock.now(), undefined);
        return deleted;
      },
      stateOf(call, issuer, id) {
        const state = MASTERCARD.stateOf(call, issuer, id);
        return nodes.read(id, call.state.clock.now(), state === 'gone' ? undefined : state) ?? 'gone';
      },
    },
  };
}
