import { randomBytes, randomInt } from 'node:crypto';
import { createAuthenticator } from '../auth/index.ts';
import { createPayloadEncryption } from '../auth/payload-encryption.ts';
import { createRedactor, type Redactor } from '../exchange/redact.ts';
import type { Clock, Transport } from '../exchange/types.ts';
import { secretsOf } from '../target/secrets.ts';
import type { Identities, Target } from '../target/types.ts';
import { createCardIssue } from '../users/cards.ts';
import { createCommandUsers } from '../users/create-command.ts';
import type { UsersContext } from '../users/types.ts';
import type { Vendor } from '../vendor/types.ts';
import { createCredentialLimit, UNLIMITED, type CredentialLimit } from './credential-limit.ts';
import { createKnownIds, type KnownIds } from './known-ids.ts';
import type { Desk } from './types.ts';
import { createUserBudget, type UserBudget } from './user-budget.ts';

/** What every part of a run against one target needs. */
export interface Surroundings {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly identities: Identities;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Random, the same for all rows of the run: `{run}` of the profile's templates. */
  readonly runPrefix: string;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
  /** Resolves when the next request may start; absent: at once. */
  readonly turn?: () => Promise<void>;
  /** Whom the run may name in a deletion. */
  readonly register: KnownIds;
  /** How many users the run may create, wherever it does. */
  readonly userBudget: UserBudget;
  /** How many bad credentials it may send. */
  readonly credentialLimit: CredentialLimit;
  /** How users are made: their cards, the encryption of their creation, or a command of the operator's. */
  readonly making: Pick<UsersContext, 'cards' | 'seal' | 'commandUsers'>;
}

/** What judging a row needs beside the row. */
export interface RunContext extends Surroundings {
  readonly desk: Desk;
}

/** What a context is made of. */
export interface RunParts {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Of the run: the same seed makes the same wrong secrets. */
  readonly seed: number;
  readonly runPrefix: string;
  readonly allowHazardous: boolean;
  /** `--clock-offset`, in ms; default 0. */
  readonly clockOffsetMs?: number;
  readonly turn?: () => Promise<void>;
}

/**
 * A letter and sixteen hex digits, new for every run: 64 random bits, so that nobody else's id holds them. No text that
 * begins with it begins with a number.
 */
export function newRunPrefix(): string {
  return `${'abcdef'.charAt(randomInt(6))}${randomBytes(8).toString('hex')}`;
}

/** A context whose rows share a desk; parameters as those of {@link surroundingsOf}. */
export function createContext(parts: RunParts, desk: Desk): RunContext {
  return { ...surroundingsOf(parts), desk };
}

/** Makes both tenants' authenticators and the redactor that knows all their secrets. */
export function surroundingsOf(options: RunParts): Surroundings {
  const { vendor, target, transport, clock, seed, runPrefix, allowHazardous, turn, clockOffsetMs = 0 } = options;
  const { auth, keepHeaders } = vendor.profile;
  const { credentials, other } = target;
  const signingClock = { now: () => clock.now() + clockOffsetMs };
  const own = createAuthenticator(auth, credentials, other, signingClock, seed);
  const second = other && createAuthenticator(auth, other, credentials, signingClock, seed);
  const redactor = createRedactor({
    secrets: [...secretsOf(target), ...own.secrets, ...(second?.secrets ?? [])],
    contractTexts: vendor.texts,
    keepHeaders,
  });
  const userBudget = createUserBudget(target.maxUsers);
  return {
    vendor,
    target,
    identities: { own, ...(second ? { other: second } : {}) },
    transport,
    clock,
    redactor,
    runPrefix,
    allowHazardous,
    clockOffsetMs,
    ...(turn ? { turn } : {}),
    register: createKnownIds({
      offered: target.userIds ?? [],
      runPrefix,
      nobody: (vendor.profile.users.ids.nobody ?? []).map(({ id }) => id),
    }),
    userBudget,
    credentialLimit: target.loopback ? UNLIMITED : createCredentialLimit(),
    making: makingOf(vendor, target, userBudget),
  };
}

/** What a desk shares with all that is sent outside of its rows. */
export function sharedBy({ userBudget, credentialLimit }: Surroundings) {
  return { userBudget, lockedOut: () => credentialLimit.lockedOut() };
}

function makingOf(
  { profile }: Vendor,
  { cardRanges, encryption, createUserCommand }: Target,
  budget: UserBudget,
): Surroundings['making'] {
  const { cards } = profile.users;
  const sealing = encryption && createPayloadEncryption(encryption);
  return {
    ...(cards ? { cards: createCardIssue(cards, cardRanges) } : {}),
    ...(createUserCommand === undefined ? {} : { commandUsers: createCommandUsers(createUserCommand, budget) }),
    ...(sealing ? { seal: (body: unknown, path: string) => sealing.encrypt(body, path) } : {}),
  };
}
