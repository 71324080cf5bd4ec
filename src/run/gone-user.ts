import type { Exchange } from '../http/types.ts';
import { createUser, type Creation } from '../users/create.ts';
import { createObserver } from '../users/observer.ts';
import { deletionRequest } from '../users/operation-requests.ts';
import { poll } from '../users/poll.ts';
import { isAccepted } from '../users/responses.ts';
import type { UsersContext } from '../users/types.ts';
import { createUsers } from '../users/users.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { mayObserve } from './user-probe.ts';
import type { Client } from './client.ts';

/** What came of making an id that nobody has any more. */
export interface GoneUser {
  /** The id; undefined where its user was not seen living and then gone. */
  readonly id?: string;
  /** The last answer: to the creation or to the deletion. */
  readonly exchange?: Exchange;
  /** Why nobody was created. */
  readonly because?: string;
}

/**
 * Creates a user, sees it living, deletes it and sees it gone: an id that nobody has, where none can be made up. Nobody
 * is created where users are offered, at a production host, or where no read shows them.
 */
export async function makeGoneUser(context: UsersContext, client: Client): Promise<GoneUser> {
  const { target, vendor, clock } = context;
  if (target.userIds !== undefined || target.production || !mayObserve(context)) return {};
  const creation = await created(context);
  if ('because' in creation) return creation;
  if (!creation.user) return { exchange: creation.exchange };
  const { user } = creation;
  const users = createUsers(context);
  const observer = createObserver(context);
  const isLiving = (await users.watchLiving(user)).state === 'living';
  const exchange = await client.send(deletionRequest(vendor, [user.id], context.siblings?.()), { role: 'setup' });
  if (!isAccepted(vendor, exchange)) return { exchange };
  const since = exchange.at + (exchange.response?.durationMs ?? 0);
  await users.wasDeleted(user, since);
  const observe = () => observer.afterDeletion(user);
  const until = since + target.settleMs;
  const { last } = await poll({ observe, done: ({ state }) => state === 'gone', until, clock });
  return isLiving && last.state === 'gone' ? { id: user.id, exchange } : { exchange };
}

async function created(context: UsersContext): Promise<Creation | { readonly because: string }> {
  try {
    return await createUser(context, {}, context.vendor.profile.users.marks[0]);
  } catch (error) {
    if (error instanceof NotJudgedError) return { because: error.message };
    throw error;
  }
}
