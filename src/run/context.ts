import { randomBytes } from 'node:crypto';
import { createAuthenticator } from '../auth/index.ts';
import { createPayloadEncryption } from '../auth/payload-encryption.ts';
import { createBoundary, type Boundary } from '../evidence/boundary.ts';
import { NO_DEBUG_LOG, type DebugLog } from '../evidence/debug-log.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Clock, Transport } from '../exchange/types.ts';
import { secretsOf } from '../target/secrets.ts';
import type { Identities, Target } from '../target/types.ts';
import { createCardIssue } from '../users/cards.ts';
import { createCommandUsers } from '../users/create-command.ts';
import type { UsersContext } from '../users/types.ts';
import type { Vendor } from '../vendor/types.ts';
import { createIdRegister, type IdRegister } from './id-register.ts';
import type { Desk } from './types.ts';

/** What every part of a run against one target needs. */
export interface Surroundings {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly identities: Identities;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Of this target; it knows the secrets of the run's other targets too. */
  readonly redactor: Redactor;
  /** What leaves the run passes it. */
  readonly boundary: Boundary;
  /** Where the stacks of internal errors go. */
  readonly debugLog: DebugLog;
  /** Random, the same for all rows of the run: `{run}` of the profile's templates. */
  readonly runPrefix: string;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
  /** Resolves when the next request may start; absent: at once. */
  readonly turn?: () => Promise<void>;
  /** Whom the run may name in a deletion. */
  readonly register: IdRegister;
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
  /** Shared by all targets of a run; default: one that knows this target alone. */
  readonly boundary?: Boundary;
  /** Default: none is kept. */
  readonly debugLog?: DebugLog;
}

/** Eight hex digits, new for every run. */
export function newRunPrefix(): string {
  return randomBytes(4).toString('hex');
}

/** A context whose rows share a desk; parameters as those of {@link surroundingsOf}. */
export function createContext(parts: RunParts, desk: Desk): RunContext {
  return { ...surroundingsOf(parts), desk };
}

/** Makes both tenants' authenticators and the redactor that knows all their secrets. */
export function surroundingsOf(options: RunParts): Surroundings {
  const { vendor, target, transport, clock, seed, runPrefix, allowHazardous, turn, clockOffsetMs = 0 } = options;
  const { boundary = createBoundary(), debugLog = NO_DEBUG_LOG } = options;
  const { auth, keepHeaders } = vendor.profile;
  const { credentials, other } = target;
  const signingClock = { now: () => clock.now() + clockOffsetMs };
  const own = createAuthenticator(auth, credentials, other, signingClock, seed);
  const second = other && createAuthenticator(auth, other, credentials, signingClock, seed);
  const redactor = boundary.add({
    secrets: [...secretsOf(target), ...own.secrets, ...(second?.secrets ?? [])],
    contractTexts: vendor.texts,
    keepHeaders,
  });
  return {
    vendor,
    target,
    identities: { own, ...(second ? { other: second } : {}) },
    transport,
    clock,
    redactor,
    boundary,
    debugLog,
    runPrefix,
    allowHazardous,
    clockOffsetMs,
    ...(turn ? { turn } : {}),
    register: createIdRegister(target.userIds),
    making: makingOf(vendor, target),
  };
}

function makingOf({ profile }: Vendor, { cardRanges, encryption, createUserCommand }: Target): Surroundings['making'] {
  const { cards } = profile.users;
  const sealing = encryption && createPayloadEncryption(encryption);
  return {
    ...(cards ? { cards: createCardIssue(cards, cardRanges) } : {}),
    ...(createUserCommand === undefined ? {} : { commandUsers: createCommandUsers(createUserCommand) }),
    ...(sealing ? { seal: (body: unknown, path: string) => sealing.encrypt(body, path) } : {}),
  };
}
