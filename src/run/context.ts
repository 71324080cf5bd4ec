import { createAuthenticator } from '../auth/index.ts';
import { createPayloadEncryption } from '../auth/payload-encryption.ts';
import { createRedactor, type Redactor } from '../exchange/redact.ts';
import type { Clock, Transport } from '../exchange/types.ts';
import { secretsOf } from '../target/secrets.ts';
import type { Identities, Target } from '../target/types.ts';
import { createCardIssue } from '../users/cards.ts';
import { createCommandUsers } from '../users/create-command.ts';
import type { Draw, SharedAnswers, UsersContext } from '../users/types.ts';
import { createUserJournal, type UserJournal } from '../users/user-journal.ts';
import type { Vendor } from '../vendor/types.ts';
import { createIdRegister, type IdRegister } from './id-register.ts';
import { randomOf, type RunRandom } from './run-secret.ts';
import { LIVE_ANSWERS, type Tape } from './tape.ts';
import type { Desk } from './types.ts';

/** What every part of a run against one target needs. */
export interface Surroundings {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly identities: Identities;
  /** Resolves, when the next request may start, to what sends that one request. */
  readonly turn: () => Promise<Transport>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Random, the same for all rows of the run: `{run}` of the profile's templates. */
  readonly runPrefix: string;
  readonly random: RunRandom;
  /** Random bytes for this place of the run alone. */
  readonly draw: Draw;
  /** What the run shares, as this place is told it. */
  readonly shared: SharedAnswers;
  /** Records or replays; absent: neither. */
  readonly tape?: Tape;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
  /** Whom the run may name in a deletion. */
  readonly register: IdRegister;
  /** Where every user that is created is noted before it is. */
  readonly journal: UserJournal;
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
  /** Of the generated cases. */
  readonly seed: number;
  /** What ids, nonces, card numbers and wrong credentials are derived from: `newRunSecret()`, new for every live run. */
  readonly runSecret: string;
  readonly allowHazardous: boolean;
  /** `--clock-offset`, in ms; default 0. */
  readonly clockOffsetMs?: number;
  /** Resolves when the next request may start; absent: at once. */
  readonly turn?: () => Promise<void>;
  /** Records or replays the run; absent: neither. */
  readonly tape?: Tape;
  /** Opens the journal of the users that are created; default: one in memory. */
  readonly journal?: OpenJournal;
}

/** Opens a journal for a run against one target; of the same run and vendor it is the same one. */
export type OpenJournal = (surroundings: Omit<Surroundings, 'journal'>) => UserJournal;

/** Makes both tenants' authenticators and the redactor that knows all their secrets. */
export function surroundingsOf(options: RunParts): Surroundings {
  const { vendor, target, transport, clock, runSecret, allowHazardous, turn, tape, clockOffsetMs = 0 } = options;
  const { journal = () => createUserJournal() } = options;
  const random = randomOf(runSecret);
  const { auth, keepHeaders } = vendor.profile;
  const { credentials, other } = target;
  const signingClock = { now: () => clock.now() + clockOffsetMs };
  const own = createAuthenticator(auth, credentials, other, signingClock, random.wrongCredentials);
  const second = other && createAuthenticator(auth, other, credentials, signingClock, random.wrongCredentials);
  const redactor = createRedactor({
    secrets: [...secretsOf(target), ...own.secrets, ...(second?.secrets ?? [])],
    contractTexts: vendor.texts,
    keepHeaders,
  });
  const surroundings = {
    vendor,
    target,
    identities: { own, ...(second ? { other: second } : {}) },
    turn: async () => {
      await turn?.();
      return transport;
    },
    clock,
    redactor,
    runPrefix: random.runPrefix,
    random,
    draw: random.at('no place'),
    shared: LIVE_ANSWERS,
    allowHazardous,
    clockOffsetMs,
    ...(tape ? { tape } : {}),
    register: createIdRegister(target.userIds),
    making: makingOf(vendor, target),
  };
  return { ...surroundings, journal: journal(surroundings) };
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
