import type { Answer } from '../../../../src/sandbox/answer.ts';
import { Refusal } from '../../../../src/sandbox/answer.ts';
import { KNOT, type KnotBehaviour, type KnotCall, type Tenant } from '../../../../src/sandbox/knot/behaviour.ts';
import { errorAnswer, userNotFound } from '../../../../src/sandbox/knot/errors.ts';
import type { KnotRun } from '../../run/in-process.ts';
import type { Broken, Legal } from '../types.ts';

export type Wrong = Broken<KnotRun>;
export type Right = Legal<KnotRun>;

/** Single steps in place of the correct ones. */
export function steps(behaviour: Partial<KnotBehaviour>): () => KnotRun {
  return () => ({ behaviour });
}

/** Takes an id for another one when it is to be deleted. */
export function reads(mangle: (id: string) => string): () => KnotRun {
  return steps({ readDeletion: (call) => mangle(KNOT.readDeletion(call)) });
}

/** Deletes the user, and everybody whom `goesToo` picks. */
export function deletesToo(goesToo: (other: string, id: string) => boolean): () => KnotRun {
  return steps({
    deleteUser(_call, tenant, id) {
      const isThere = tenant.users.delete(id);
      for (const other of idsOf(tenant)) if (goesToo(other, id)) tenant.users.delete(other);
      return isThere;
    },
  });
}

/** Everybody of a tenant. */
export function idsOf(tenant: Tenant): string[] {
  return [...tenant.users.users.keys()];
}

export function deleteAll(tenant: Tenant): void {
  for (const id of idsOf(tenant)) tenant.users.delete(id);
}

/** The sandbox's instant, which only a deletion tells. */
export function nowOf(tenant: Tenant): number {
  const { users } = tenant.users;
  const probe = tenant.users.ensure('the time of day');
  tenant.users.delete('the time of day');
  users.delete('the time of day');
  return probe.goneAt ?? 0;
}

/** The tenant that the run signs for. */
export function ownTenant({ tenants }: KnotCall): Tenant {
  return tenants[0]!;
}

/** The id that the body of a deletion names, whatever else is wrong with the request. */
export function namedIn({ body }: KnotCall): string {
  try {
    const { external_user_id: id } = JSON.parse(body.toString()) as { external_user_id?: unknown };
    return typeof id === 'string' ? id : '';
  } catch {
    return '';
  }
}

/** The vendor's error, thrown. */
export function refuse(status: number, type: string, code: string, message = 'Refused.'): never {
  throw new Refusal(errorAnswer(status, type, code, message));
}

/** Another error for a user who does not exist. */
export function unknownAs(answer: (usual: Answer, call: KnotCall) => Answer): () => KnotRun {
  return steps({ answerUnknownUser: (call) => answer(userNotFound(), call) });
}

/** Runs what follows in a later turn, as an access to a store would. */
export function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** An id as a pattern in which that sign has a meaning. */
export function glob(id: string, sign: string, meaning: string): RegExp {
  const parts = id.split(sign).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join(meaning)}$`, 's');
}
