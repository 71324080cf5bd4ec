import { Refusal, type Answer } from '../../../../src/sandbox/answer.ts';
import type { Issuer, MastercardBehaviour, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import type { Broken, Legal } from '../types.ts';

export type Wrong = Broken<MastercardRun>;
export type Right = Legal<MastercardRun>;

/** Single steps in place of the correct ones. */
export function steps(behaviour: Partial<MastercardBehaviour>): () => MastercardRun {
  return () => ({ behaviour });
}

/** An error of the service, with other properties where they are given. */
export function errorOf(status: number, code: string, properties: object = {}): Answer {
  const error = {
    Source: 'CARBON CALCULATOR EXPERIENCE',
    ReasonCode: code,
    Description: 'The request cannot be carried out.',
    Recoverable: false,
    Details: '',
    ...properties,
  };
  return { status, body: { Errors: { Error: [error] } } };
}

export function refuse(status: number, code: string, properties: object = {}): never {
  throw new Refusal(errorOf(status, code, properties));
}

/** The issuer that the run signs for. */
export function ownIssuer({ state }: MastercardCall): Issuer {
  return state.issuers[0]!;
}

/** The texts in the body of a request, whatever else is wrong with it. */
export function namedIn({ body }: MastercardCall): string[] {
  try {
    return [JSON.parse(body.toString()) as unknown].flat(3).filter((id): id is string => typeof id === 'string');
  } catch {
    return [];
  }
}

export function idsOf({ users }: Issuer): string[] {
  return [...users.users.keys()];
}

/** Deletes those whose ids `picks`, and says nothing. */
export function drop(issuer: Issuer, picks: (id: string) => boolean): void {
  for (const id of idsOf(issuer)) if (picks(id)) issuer.users.delete(id);
}

/** Those of the ids whose users live. */
export function livingOf({ users }: Issuer, ids: readonly string[]): string[] {
  return ids.filter((id) => users.stateOf(id) === 'living');
}

/** Runs what follows in a later turn, as an access to a store would. */
export function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
