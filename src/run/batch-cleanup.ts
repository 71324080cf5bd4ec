import { listIn } from '../contract/ids-place.ts';
import { deletionRequest, signedBy } from '../users/operation-requests.ts';
import { bodyOf, isAccepted } from '../users/responses.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { JournalledUser, UserKey } from '../users/user-journal.ts';
import type { Exchange } from '../http/types.ts';
import type { Client } from './client.ts';
import type { RunContext } from './context.ts';

/** At most this many users are named in one deletion: few services take fewer. */
const MOST = 20;

type Named = JournalledUser & UserKey;

/**
 * Deletes users several at a time, where one deletion names many and its answer lists the users that it deleted. Each request is
 * sent once: a user that is not listed is deleted alone afterwards.
 * @returns each deletion that was accepted, with the users that its answer lists
 */
export async function deleteTogether(
  users: readonly Named[],
  context: RunContext,
  client: Client,
): Promise<{ users: Named[]; exchange: Exchange }[]> {
  const { many, listed: listedAt } = context.vendor.profile.deletion;
  if (!many || listedAt === undefined) return [];
  // Whether somebody was made whose creation was never answered is asked of each alone.
  const made = users.filter(({ state }) => state !== 'creating');
  const deleted: { users: Named[]; exchange: Exchange }[] = [];
  for (const tenant of ['own', 'other'] as const) {
    const own = made.filter((user) => user.tenant === tenant);
    for (let from = 0; from + 1 < own.length; from += MOST) {
      const some = own.slice(from, from + MOST);
      const exchange = await send(some, context, client);
      if (!exchange || !isAccepted(context.vendor, exchange)) return deleted;
      const listed = listIn(bodyOf(exchange), listedAt) ?? [];
      deleted.push({ users: some.filter(({ id }) => listed.includes(id)), exchange });
    }
  }
  return deleted;
}

async function send(
  users: readonly Named[],
  { vendor, authenticators }: RunContext,
  client: Client,
): Promise<Exchange | undefined> {
  try {
    const signed = signedBy(users[0]?.tenant ?? 'own', authenticators, vendor.profile.env);
    const ids = users.map(({ id }) => id);
    return await client.send(deletionRequest(vendor, ids), { role: 'setup', once: true, ...signed });
  } catch (error) {
    if (error instanceof NotJudgedError) return undefined;
    throw error;
  }
}
