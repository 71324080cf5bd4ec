import { createAuthenticator } from '../auth/index.ts';
import { createPayloadEncryption } from '../auth/payload-encryption.ts';
import { createBoundary, type Boundary } from '../evidence/boundary.ts';
import { NO_DEBUG_LOG, type DebugLog } from '../evidence/debug-log.ts';
import type { About, Pacer } from '../http/pacing/types.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Transport } from '../http/types.ts';
import { secretsOf } from '../configuration/secrets.ts';
import type { Authenticators, Target } from '../configuration/types.ts';
import { createCardNumbers } from '../users/cards.ts';
import { createCommandUsers } from '../users/create-by-command.ts';
import { createPersonalData } from '../users/personal-data.ts';
import type { Draw, SharedAnswers, UsersContext } from '../users/types.ts';
import { createUserJournal, type UserJournal } from '../users/user-journal.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { createCredentialLimit, UNLIMITED, type CredentialLimit } from './bad-credential-limit.ts';
import { createKnownIds, idFormOf, type KnownIds } from './known-ids.ts';
import { randomOf, type RunRandom } from './run-secret.ts';
import { LIVE_ANSWERS, type RecordOrReplay } from './recording-types.ts';
import type { Scenarios } from './shared-scenarios.ts';
import type { RunState } from './types.ts';
import { NO_TIMES, type RunTimes } from './run-durations.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createUserBudget, type UserBudget } from './user-budget.ts';
import type { Clock } from '../clock.ts';

/** What every part of a run against one target needs. */
export interface RunContext {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly authenticators: Authenticators;
  /** Resolves, when a request of this kind may start, to what sends that one request. */
  readonly turn: (about?: About) => Promise<Transport>;
  readonly clock: Clock;
  /** Of this target; it knows the secrets of the run's other targets too. */
  readonly redactor: Redactor;
  /** What leaves the run passes it. */
  readonly boundary: Boundary;
  /** Where the stacks of internal errors go. */
  readonly debugLog: DebugLog;
  /** Random, the same for all requirements of the run: `{run}` of the profile's templates. */
  readonly runPrefix: string;
  readonly random: RunRandom;
  /** Random bytes for this place of the run alone. */
  readonly draw: Draw;
  /** A sentence about the rate that the target would answer; empty where nothing paces the run. */
  readonly fitting: () => string;
  /** What the run shares, as this place is given it. */
  readonly shared: SharedAnswers;
  /** Records or replays; absent: neither. */
  readonly recordOrReplay?: RecordOrReplay;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
  /** `--linger`, in ms; 0: deleted users are watched as long as in every run. */
  readonly lingerMs: number;
  /** Whether some of those who had to survive live on after the run, for `verify`. */
  readonly keepsBystanders: boolean;
  /** The users that the run may name in a deletion. */
  readonly knownIds: KnownIds;
  /** Ids of users that the run created, deleted and saw gone: where ids are short they serve as ids that nobody has. */
  readonly goneIds: string[];
  /** Where every user that is created is noted before it is. */
  readonly journal: UserJournal;
  /** How many users the run may create, wherever it does. */
  readonly userBudget: UserBudget;
  /** How many bad credentials it may send. */
  readonly credentialLimit: CredentialLimit;
  /** Of those that go to a token endpoint which is not on this machine, where the target is: an account of others. */
  readonly tokenLimit: CredentialLimit;
  /** How users are made: their cards, the encryption of their creation, or a command of the operator's. */
  readonly userCreation: Pick<UsersContext, 'cards' | 'encrypt' | 'commandUsers' | 'personalData'>;
}

/** What judging a requirement needs besides the requirement. */
export interface RequirementContext extends RunContext {
  readonly runState: RunState;
  /** What several requirements judge is sent once. */
  readonly scenarios: Scenarios;
  /** Whether a requirement of the run judges what the clean-up does. */
  readonly judgesCleanup: boolean;
}

/** What a context is made of. */
export interface RunInput {
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
  /** Default: {@link NO_TIMES}. */
  readonly times?: RunTimes;
  /** Resolves when the next request may start; absent: at once. */
  readonly turn?: () => Promise<void>;
  /** Paces the requests by what the target answers; absent: nothing does. */
  readonly pacer?: Pacer;
  /** Records or replays the run; absent: neither. */
  readonly recordOrReplay?: RecordOrReplay;
  /** Opens the journal of the users that are created; default: one in memory. */
  readonly journal?: OpenJournal;
  /** Whether users live on after the run until `verify` has looked at them; default false. */
  readonly keepsBystanders?: boolean;
  /** Shared by all targets of a run; default: one that knows this target alone. */
  readonly boundary?: Boundary;
  /** Default: none is kept. */
  readonly debugLog?: DebugLog;
}

/** Opens a journal for a run against one target; of the same run and vendor it is the same one. */
export type OpenJournal = (context: Omit<RunContext, 'journal'>) => UserJournal;

/** Makes both tenants' authenticators and the redactor that knows all their secrets. */
export function createRunContext(options: RunInput): RunContext {
  const { vendor, target, clock, runSecret, allowHazardous, recordOrReplay, clockOffsetMs = 0 } = options;
  const { times = NO_TIMES } = options;
  const { journal = () => createUserJournal(), boundary = createBoundary(), debugLog = NO_DEBUG_LOG } = options;
  const random = randomOf(runSecret);
  const { auth, keepHeaders } = vendor.profile;
  const { credentials, other } = target;
  const signingClock = { now: () => clock.now() + clockOffsetMs };
  const own = createAuthenticator(auth, credentials, other, signingClock, random.wrongCredentials);
  const second = other && createAuthenticator(auth, other, credentials, signingClock, random.wrongCredentials);
  const redactor = boundary.add({
    secrets: [...secretsOf(target), ...own.secrets, ...(second?.secrets ?? [])],
    contractTexts: vendor.texts,
    keepHeaders,
  });
  const authenticators = { own, ...(second ? { other: second } : {}) };
  const tokens = createTokens(authenticators, target, () => {
    const secrets = [own, ...(second ? [second] : [])].flatMap((one) => one.tokenSecrets?.() ?? []);
    boundary.add({ secrets, contractTexts: vendor.texts, keepHeaders });
  });
  const userBudget = createUserBudget(target.maxUsers);
  const form = idFormOf(vendor);
  const context = {
    vendor,
    target,
    authenticators,
    turn: turnOf(options, tokens),
    fitting: () => options.pacer?.fitting() ?? '',
    clock,
    redactor,
    boundary,
    debugLog,
    runPrefix: random.runPrefix,
    random,
    draw: random.at('no place'),
    shared: LIVE_ANSWERS,
    allowHazardous,
    clockOffsetMs,
    lingerMs: times.lingerMs ?? 0,
    keepsBystanders: options.keepsBystanders ?? false,
    ...(recordOrReplay ? { recordOrReplay } : {}),
    knownIds: createKnownIds({
      offered: target.userIds ?? [],
      runPrefix: random.runPrefix,
      nobody: (vendor.profile.users.ids.nobody ?? []).map(({ id }) => id),
      ...(form ? { form } : {}),
    }),
    goneIds: [],
    userBudget,
    credentialLimit: target.loopback ? UNLIMITED : createCredentialLimit(),
    tokenLimit: createCredentialLimit(),
    userCreation: userCreationOf(vendor, target, userBudget),
  };
  return { ...context, journal: journal(context) };
}

/** The pace that the target sets comes before the operator's rate, which lets nothing start together after a pause. */
function turnOf({ transport, turn, pacer }: RunInput, tokens: Tokens): RunContext['turn'] {
  return async (about) => {
    do {
      await pacer?.turn(about);
      await turn?.();
    } while (turn && pacer?.isPaused);
    // Now, for what is signed next must not wait any more.
    const missing = await tokens.ready(transport);
    if (missing) return () => Promise.reject(missing);
    return pacer?.transport(transport, about) ?? transport;
  };
}

/** What a run state shares with all that is sent outside of its requirements. */
export function sharedBy({ userBudget, credentialLimit }: RunContext) {
  return { userBudget, lockedOut: () => credentialLimit.lockedOut() };
}

function userCreationOf(
  { profile }: Vendor,
  { cardRanges, encryption, createUserCommand }: Target,
  budget: UserBudget,
): RunContext['userCreation'] {
  const { cards } = profile.users;
  const payloadEncryption = encryption && createPayloadEncryption(encryption);
  return {
    personalData: createPersonalData(),
    ...(cards ? { cards: createCardNumbers(cards, cardRanges) } : {}),
    ...(createUserCommand === undefined ? {} : { commandUsers: createCommandUsers(createUserCommand, budget) }),
    ...(payloadEncryption ? { encrypt: (body: unknown, path: string) => payloadEncryption.encrypt(body, path) } : {}),
  };
}
