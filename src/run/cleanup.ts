import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { Exchange } from '../http/types.ts';
import { createObserver } from '../users/observer.ts';
import type { User, UserObservation, UsersContext } from '../users/types.ts';
import { deletionRequest, signedBy } from '../users/operation-requests.ts';
import { bodyOf, describeAnswer, isAccepted, isLost } from '../users/responses.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { JournalledUser, UserKey } from '../users/user-journal.ts';
import { matches } from '../verdict/condition.ts';
import { deleteTogether } from './batch-cleanup.ts';
import type { Client } from './client.ts';
import type { RunContext } from './context.ts';
import { answersAgain } from './control-retry.ts';
import { createReadFirstGuard, GoneAlready } from './read-before-resend.ts';
import { mayObserve } from './user-probe.ts';
import { UNANSWERED_LIMIT } from './run-state.ts';
import { mapWithLimit } from './map-with-limit.ts';
import { siblingsFor } from './sibling-values.ts';

/** Deletions that are under way at the same time. */
const AT_ONCE = 4;

/** What became of the users of a journal. */
export interface CleanedUp {
  readonly deleted: readonly string[];
  /** Ids that nobody had any more, or never had. */
  readonly gone: readonly string[];
  /** Ids that are left, with what kept them from being deleted. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
  /** Creations that may have made a user whose id is not known. */
  readonly nameless: readonly JournalledUser[];
}

/** A deletion of the clean-up and its answer. */
export interface AskedDeletion {
  readonly users: readonly UserKey[];
  readonly exchange: Exchange;
}

/**
 * Deletes every user that the journal states is left, as its tenant, where the vendor allows it several at a time. Stops at
 * a target that does not let itself be used.
 * @returns also the deletions that the target itself answered, `asked`
 */
export async function cleanUpUsers(
  context: RunContext,
  client: Client,
): Promise<CleanedUp & { readonly asked: readonly AskedDeletion[] }> {
  const { vendor, authenticators, journal } = context;
  const { deletion, env, errors } = vendor.profile;
  const users = new Map<string, JournalledUser & UserKey>();
  for (const user of journal.left()) if (isNamed(user)) users.set(`${user.tenant} ${user.id}`, user);
  const named = new WeakMap<UnsignedRequest, User>();
  client.guard(createReadFirstGuard(readerOf(context, client, named)));
  const [deleted, gone, left]: [string[], string[], CleanedUp['left'][number][]] = [[], [], []];
  const asked: AskedDeletion[] = [];
  let unusable = 0;
  let waiting: Promise<boolean> | undefined;

  // In an order that does not depend on which requirement was faster.
  const inOrder = [...users].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
  const lists = await deleteTogether(inOrder, context, client);
  asked.push(...lists);
  const together = new Set(lists.flatMap(({ users: listed }) => listed));
  for (const user of together) {
    deleted.push(user.id);
    journal.deleted(user);
  }
  const alone = inOrder.filter((user) => !together.has(user));
  await mapWithLimit(alone, AT_ONCE, async (user) => {
    const { id } = user;
    if (unusable >= UNANSWERED_LIMIT) return void left.push({ id, why: 'not tried' });
    const why = await tryDeletion(user);
    if (why !== undefined) left.push({ id, why });
  });
  return { deleted, gone, left, nameless: journal.left().filter((user) => !isNamed(user)), asked };

  /** @returns why the user is left; undefined where it is not */
  async function tryDeletion(user: JournalledUser & UserKey): Promise<string | undefined> {
    let exchange = await send(user);
    // Whether a deletion without an answer was done does not matter here: nobody is judged by it.
    for (let tries = 1; isExchange(exchange) && isLost(exchange) && tries < MOST_TRIES; tries += 1) {
      if (unusable >= UNANSWERED_LIMIT || !(await isBack())) break;
      exchange = await send(user);
    }
    if (exchange === GONE) {
      deleted.push(user.id);
      journal.deleted(user);
      return undefined;
    }
    if (!isExchange(exchange)) return exchange.why;
    const status = exchange.response?.status ?? 0;
    unusable = UNUSABLE.includes(status) ? unusable + 1 : 0;
    if (!UNUSABLE.includes(status)) asked.push({ users: [user], exchange });
    const isUnknown = [deletion.notFound].flat().some((one) => matches(one, { status, body: bodyOf(exchange) }));
    if (!isUnknown && !isAccepted(vendor, exchange))
      return exchange.error?.message ?? `answered ${describeAnswer(exchange, errors.code)}`;
    (isUnknown ? gone : deleted).push(user.id);
    // A user that is not known though the creation was never answered was never made.
    if (isUnknown && user.state === 'creating') journal.refused(user.creation);
    else journal.deleted(user);
    return undefined;
  }

  /** Waits until the target answers again, once for all that wait; where it does not, nobody else is tried. */
  async function isBack(): Promise<boolean> {
    waiting ??= answersAgain(context, client);
    const answers = await waiting;
    waiting = undefined;
    if (!answers) unusable = UNANSWERED_LIMIT;
    return answers;
  }

  async function send({ id, tenant }: UserKey): Promise<Exchange | NotSent> {
    try {
      const signed = signedBy(tenant, authenticators, env);
      const draft = deletionRequest(vendor, [id], siblingsFor(context));
      named.set(draft, { id, tenant, marker: undefined, offered: false, exchanges: [] });
      return await client.send(draft, { role: 'setup', ...signed });
    } catch (error) {
      if (error instanceof GoneAlready) return GONE;
      if (error instanceof NotJudgedError) return { why: error.message };
      throw error;
    }
  }
}

/** So often the deletion of one user is tried. */
const MOST_TRIES = 4;

/** Why there is no answer to judge by. */
interface NotSent {
  readonly why: string;
}

/** The user was gone when it was read. */
const GONE: NotSent = { why: 'gone already' };

function isExchange(sent: Exchange | NotSent): sent is Exchange {
  return 'request' in sent;
}

/** Reads the user of a deletion; nothing is read where no way of reading is known (A48). */
function readerOf(context: RunContext, client: Client, named: WeakMap<UnsignedRequest, User>) {
  const isReadable = mayObserve(context);
  const observer = createObserver({
    ...context,
    ...context.userCreation,
    requirement: { id: `${context.vendor.name}/cleanup` } as UsersContext['requirement'],
    preflightResult: { ...NOTHING_KNOWN, observe: context.target.observe === 'command' ? 'command' : 'read' },
    runState: NO_RUN_STATE,
    registerId: () => false,
    send: (draft, sending) => client.send(draft, sending),
  });
  return (draft: UnsignedRequest): Promise<UserObservation> | undefined => {
    const user = isReadable ? named.get(draft) : undefined;
    return user && observer.observe(user);
  };
}

const NOTHING_KNOWN: Omit<UsersContext['preflightResult'], 'observe'> = {
  users: 'created',
  observeBecause: '',
  stateless: false,
  unknownRead: {},
  unknownIsNotFound: false,
  latencyMs: 0,
};

/** Nobody is taken or created here. */
const NO_RUN_STATE: UsersContext['runState'] = {
  acquire: async () => ({ deleted: [], preserved: [], missing: 0 }),
  release: async () => undefined,
  mayCreate: async () => false,
  borrow: async () => [],
  releaseShared: async () => undefined,
  record: async () => undefined,
};

/** No answer at all, or one that states that further requests of the kind are in vain. */
const UNUSABLE: readonly number[] = [0, 401, 403, 429, 502, 503, 504];

function isNamed(user: JournalledUser): user is JournalledUser & UserKey {
  return user.id !== undefined;
}
