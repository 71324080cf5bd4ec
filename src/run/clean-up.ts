import type { Exchange } from '../exchange/types.ts';
import { deletionOf, signedBy } from '../users/requests.ts';
import { bodyOf, describeAnswer } from '../users/troubles.ts';
import { Unjudgeable } from '../users/unjudgeable.ts';
import type { JournalledUser, UserKey } from '../users/user-journal.ts';
import { matches } from '../verdict/condition.ts';
import type { Client } from './client.ts';
import type { Surroundings } from './context.ts';
import { UNANSWERED_LIMIT } from './desk.ts';
import { inTurns } from './in-turns.ts';

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

/**
 * Deletes every user that the journal says is left, each by the ordinary deletion and as its tenant. Stops at a target
 * that does not let itself be used.
 */
export async function cleanUpUsers(surroundings: Surroundings, client: Client): Promise<CleanedUp> {
  const { vendor, identities, journal } = surroundings;
  const { deletion, env, errors } = vendor.profile;
  const named = new Map<string, JournalledUser & UserKey>();
  for (const user of journal.left()) if (isNamed(user)) named.set(`${user.tenant} ${user.id}`, user);
  const [deleted, gone, left]: [string[], string[], CleanedUp['left'][number][]] = [[], [], []];
  let unusable = 0;

  // In an order that does not depend on which requirement was faster.
  const inOrder = [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, user]) => user);
  await inTurns(inOrder, AT_ONCE, async (user) => {
    const { id } = user;
    if (unusable >= UNANSWERED_LIMIT) return void left.push({ id, why: 'not tried' });
    const why = await tryDeletion(user);
    if (why !== undefined) left.push({ id, why });
  });
  return { deleted, gone, left, nameless: journal.left().filter((user) => !isNamed(user)) };

  /** @returns why the user is left; undefined where it is not */
  async function tryDeletion(user: JournalledUser & UserKey): Promise<string | undefined> {
    const exchange = await send(user);
    if (typeof exchange === 'string') return exchange;
    const status = exchange.response?.status ?? 0;
    unusable = UNUSABLE.includes(status) ? unusable + 1 : 0;
    const isUnknown = [deletion.notFound].flat().some((one) => matches(one, { status, body: bodyOf(exchange) }));
    if (!isUnknown && (status < 200 || status > 299))
      return exchange.error?.message ?? `answered ${describeAnswer(exchange, errors.code)}`;
    (isUnknown ? gone : deleted).push(user.id);
    // Whoever is not known though the creation was never answered was never made.
    if (isUnknown && user.state === 'creating') journal.refused(user.creation);
    else journal.deleted(user);
    return undefined;
  }

  async function send({ id, tenant }: UserKey): Promise<Exchange | string> {
    try {
      const signed = signedBy(tenant, identities, env);
      return await client.send(deletionOf(vendor, [id]), { role: 'setup', ...signed });
    } catch (error) {
      if (error instanceof Unjudgeable) return error.message;
      throw error;
    }
  }
}

/** No answer at all, or one that says that further requests of the kind are in vain. */
const UNUSABLE: readonly number[] = [0, 401, 403, 429, 502, 503, 504];

function isNamed(user: JournalledUser): user is JournalledUser & UserKey {
  return user.id !== undefined;
}
