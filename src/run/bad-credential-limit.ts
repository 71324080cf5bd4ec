import type { Exchange } from '../http/types.ts';
import type { SharedAnswers } from '../users/types.ts';
import { createSharedLock } from './shared-lock.ts';

/** How many requests with bad credentials a run sends to a host that is not loopback. */
export const MOST_BAD_CREDENTIALS = 10;

/** How many of them in a row, until the right credentials are seen to be accepted still. */
export const MOST_IN_A_ROW = 3;

/** What the credentials of a request are: the target's own, those of its second tenant or another spelling, or bad ones. */
export type CredentialKind = 'own' | 'other' | 'bad';

/** Keeps a run from locking its own account out: every request passes it. */
export interface CredentialLimit {
  /**
   * Sends a request, or returns why it was not sent. A request with bad credentials is sent alone. Directly after it,
   * the right credentials are tried, so that a lock-out is noticed before any other request is sent.
   */
  pass(kind: CredentialKind, request: Passing): Promise<Exchange | Withheld>;
  /** The sentence about the lock-out, once there is one. */
  lockedOut(): string | undefined;
  /** Decides how many bad credentials each requirement may try. */
  allot(allotment: CredentialAllotment): void;
  /** How many a requirement may try. */
  allotted(requirement: string): number;
}

/** Who may try how many bad credentials, decided before any is sent. */
export interface CredentialAllotment {
  readonly byRequirement: ReadonlyMap<string, number>;
  readonly limits: CredentialLimits;
}

/** A request, and what passing it takes. */
export interface Passing {
  readonly send: () => Promise<Exchange>;
  /** Sends a valid request with the right credentials. */
  readonly proveRight: () => Promise<Exchange>;
  /** Answers that depend on other requirements; a recorded run stores them. */
  readonly shared: SharedAnswers;
}

/** Why a request was not sent. */
export interface Withheld {
  readonly reason: 'credential-limit' | 'credentials-refused';
  readonly message: string;
}

export interface CredentialLimits {
  readonly inAll: number;
  readonly inARow: number;
}

/** On this machine nobody is locked out. */
export const UNLIMITED: CredentialLimit = {
  pass: (_, { send }) => send(),
  lockedOut: () => undefined,
  allot: () => undefined,
  allotted: () => Infinity,
};

/** Answers that refuse a caller. */
const REFUSALS: readonly (number | undefined)[] = [401, 403, 423];

/** A limit of which nothing is used up. */
export function createCredentialLimit(
  limits: CredentialLimits = { inAll: MOST_BAD_CREDENTIALS, inARow: MOST_IN_A_ROW },
): CredentialLimit {
  const lock = createSharedLock();
  let { inAll, inARow } = limits;
  let byRequirement: ReadonlyMap<string, number> | undefined;
  let used = 0;
  /** Since the right credentials were last accepted. */
  let unproven = 0;
  let locked: string | undefined;

  const isLocked = ({ shared }: Passing): boolean => shared.now('lock-out', false, () => locked !== undefined);
  /** Counts what was refused for its credentials, or meant to be, and tries the right ones. */
  const counted = async (exchange: Exchange, { proveRight }: Passing): Promise<Exchange> => {
    if (exchange.error?.kind === 'unsent') return exchange;
    used += 1;
    unproven += 1;
    const { response } = await proveRight();
    if (REFUSALS.includes(response?.status)) locked ??= lockOut(used, response?.status ?? 0);
    // Silence and 429 show nothing about the account; what follows meets them as well.
    else if (response && response.status !== 429) unproven = 0;
    return exchange;
  };
  const bad = async (request: Passing): Promise<Exchange | Withheld> => {
    if (isLocked(request)) return refusedSince(locked);
    const mayTry = request.shared.now('credential', true, () => used < inAll && unproven < inARow);
    if (mayTry) return counted(await request.send(), request);
    return { reason: 'credential-limit', message: unproven < inARow ? usedUp(inAll) : notProven(unproven) };
  };
  const right = async (request: Passing): Promise<Exchange | Withheld> =>
    isLocked(request) ? refusedSince(locked) : request.send();

  return {
    lockedOut: () => locked,
    allot(allotment) {
      ({ byRequirement } = allotment);
      ({ inAll, inARow } = allotment.limits);
    },
    allotted: (requirement) => (byRequirement ? (byRequirement.get(requirement) ?? 0) : Infinity),
    async pass(kind, request) {
      if (kind === 'bad') return lock.alone(() => bad(request));
      const answer = await lock.shared(() => right(request));
      // A refused request with the second tenant's or respelled credentials counts as a bad one: the server may count
      // it too.
      const isRefused = kind === 'other' && 'request' in answer && REFUSALS.includes(answer.response?.status);
      return isRefused ? lock.alone(() => counted(answer, request)) : answer;
    },
  };
}

/** Why bad credentials are not tried any more. */
export function usedUp(limit: number): string {
  return `Off loopback a run sends at most ${limit} requests with bad credentials, so that no account is locked out; they were used up.`;
}

function notProven(unproven: number): string {
  return `After ${unproven} requests with bad credentials the right ones were not seen to be accepted, so no more bad ones were sent.`;
}

function lockOut(used: number, status: number): string {
  const requests = used === 1 ? 'one request' : `${used} requests`;
  return `The right credentials were answered ${status} after ${requests} with bad ones, as if the account had been locked: nothing more was sent.`;
}

const refusedSince = (message = 'The right credentials are refused since bad ones were sent.'): Withheld => ({
  reason: 'credentials-refused',
  message,
});
