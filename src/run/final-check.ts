import type { Redacted } from '../evidence/redacted.ts';
import { createObserver } from '../users/observer.ts';
import { Unjudgeable } from '../users/not-judged-error.ts';
import type { Observer, Sighting, User, UsersContext } from '../users/types.ts';
import type { Evidence } from '../verdict/results.ts';
import { cleanUpUsers } from './clean-up.ts';
import { createClient, type Client } from './client.ts';
import type { RunContext } from './context.ts';
import { inTurns } from './map-with-limit.ts';
import { inPlace } from './place.ts';
import { untouchable } from './preconditions.ts';
import { finalCheckOf } from './record-or-replay.ts';
import type { ContractFinding, EndReport, NotedUser, Standing } from './types.ts';

/** How long after its deletion a user is looked at once more, in ms. */
const NOT_BEFORE_MS = 2000;

/** Users that are looked at at the same time. */
const AT_ONCE = 4;

/** What the phase after the last row has found. */
export interface LastLook {
  readonly seen: EndReport['lastLook'];
  readonly cleanup: EndReport['cleanup'];
  readonly findings: ContractFinding[];
}

/**
 * The phase after the last row: looks once more at everybody who was deleted and at everybody who must live, then
 * deletes what the run created and left. Offered users are never cleaned up.
 * @param known every user that the run knows, with what became of it last
 */
export async function lastLook(
  context: RunContext,
  standing: Standing,
  known: readonly NotedUser[],
): Promise<Redacted<LastLook>> {
  if (context.tape?.isBroken()) return context.redactor.value(NOT_LOOKED);
  const fixed = inFixedOrder(known, context.target.userIds ?? []);
  return inPlace(context, finalCheckOf(context.vendor.name), (placed) => lookOnceMore(placed, standing, fixed));
}

const NOT_LOOKED: LastLook = { seen: [], findings: [], cleanup: { left: [], message: 'The replay was stopped.' } };

/** Whichever row was faster: offered users as they were offered, then created ones by their rows' ids. */
function inFixedOrder(known: readonly NotedUser[], offeredIds: readonly string[]): NotedUser[] {
  const offered = known.filter((user) => user.offered);
  const created = known.filter((user) => !user.offered);
  return [
    ...offered.sort((a, b) => offeredIds.indexOf(a.id) - offeredIds.indexOf(b.id)),
    ...created.sort((a, b) => (a.row < b.row ? -1 : Number(a.row > b.row))),
  ];
}

async function lookOnceMore(
  context: RunContext,
  standing: Standing,
  known: readonly NotedUser[],
): Promise<Redacted<LastLook>> {
  const { clock, redactor, desk } = context;
  const client = createClient(context);
  const users = known.filter(({ recreated }) => recreated !== true);
  const isUsable = !untouchable(await desk.standing()) && standing.observe !== 'none' && !standing.stateless;
  const looked: Looked[] = [];
  const shown = new Map<string, number>();
  if (isUsable && users.length > 0) {
    const latest = Math.max(0, ...users.map(({ deletedAt }) => deletedAt ?? 0));
    await clock.sleep(latest + NOT_BEFORE_MS - clock.now());
    const observer = createObserver(usersContext(context, standing, client));
    // Without a read nobody can be seen to live but by deleting them.
    const watched = users.filter(({ deletedAt }) => deletedAt !== null || standing.observe !== 'repeat');
    await inTurns(watched, AT_ONCE, async (user) => {
      const at = clock.now();
      const { exchanges, ...look } = await lookAt(observer, user);
      // As many of a kind as a result shows; a thousand alike would only fill the memory.
      const kind = `${String(user.deletedAt === null)} ${look.state}`;
      const alike = shown.get(kind) ?? 0;
      shown.set(kind, alike + 1);
      const evidence = alike < MOST_SHOWN ? exchanges.map((exchange) => client.evidence(exchange)) : [];
      looked.push({ at, user, look, evidence });
      if (look.state === 'gone' && user.deletedAt !== null) await desk.note([{ ...user, seenGone: true }]);
    });
  }
  const cleanup = await cleanUp(context, client, looked);
  return redactor.value({
    seen: looked.map(({ at, user, look, evidence }) => ({
      deleted: user.deletedAt !== null,
      user: user.id,
      state: look.state,
      message: look.trouble?.message ?? null,
      pending: pendingUntil(user, look, at, context.target.deadlineMs),
      evidence,
    })),
    cleanup,
    findings: [...client.findings],
  });
}

/** A user, the look at it, and the instant at which that began, in ms since the epoch. */
interface Looked {
  readonly at: number;
  readonly user: NotedUser;
  readonly look: Omit<Sighting, 'exchanges'>;
  readonly evidence: Evidence[];
}

/** The deadline of a deletion that may still be under way: never that of a user who was gone already. */
function pendingUntil({ deletedAt, seenGone }: NotedUser, { state }: Looked['look'], at: number, deadlineMs: number) {
  const isThere = state === 'living' || state === 'terminating';
  if (deletedAt === null || seenGone === true || !isThere || at >= deletedAt + deadlineMs) return null;
  return new Date(deletedAt + deadlineMs).toISOString();
}

const MOST_SHOWN = 10;

async function lookAt(observer: Observer, noted: NotedUser): Promise<Sighting> {
  const user: User = { id: noted.id, tenant: noted.tenant, mark: undefined, offered: noted.offered, exchanges: [] };
  try {
    return await (noted.deletedAt === null ? observer.look(user) : observer.afterDeletion(user));
  } catch (error) {
    if (!(error instanceof Unjudgeable)) throw error;
    return { state: 'unknown', trouble: error.trouble, marks: [], exchanges: error.exchanges };
  }
}

function usersContext(context: RunContext, standing: Standing, client: Client): UsersContext {
  const row = { id: `${context.vendor.name}/last-look` } as UsersContext['row'];
  return {
    ...context,
    ...context.making,
    claim: (id) => context.register.claim(id),
    row,
    standing,
    send: (draft, sending) => client.send(draft, sending),
  };
}

/** Deletes the created users that are left. It decides no verdict. */
async function cleanUp(context: RunContext, client: Client, looked: readonly Looked[]): Promise<EndReport['cleanup']> {
  const { journal, target } = context;
  // An accepted deletion that did nothing would do nothing again.
  const undeleted = looked.filter(
    ({ user, look }) => !user.offered && user.deletedAt !== null && look.state === 'living',
  );
  // A target that cannot be used is not sent one more request a user.
  if (!untouchable(await context.desk.standing())) await cleanUpUsers(context, client);
  const left = journal.left();
  // What is pending the target has still time for.
  for (const { user, look, at } of undeleted)
    if (!pendingUntil(user, look, at, target.deadlineMs)) journal.survived(user);
  const ids = [...left.flatMap(({ id }) => id ?? []), ...undeleted.map(({ user }) => user.id)];
  const nameless = left.filter(({ id }) => id === undefined).length;
  return { left: ids.sort(), message: saying(journal.count(), ids.length, nameless) };
}

function saying(created: number, left: number, nameless: number): string {
  const whom =
    nameless === 1
      ? '1 creation was not answered, so its user'
      : `${nameless} creations were not answered, so their users`;
  const maybe = nameless === 0 ? '' : ` ${whom} may be left, under an id that is not known.`;
  if (left > 0) return `Left behind: ${left} of the ${created} users that the run created.${maybe}`;
  if (created === 0) return `${nameless === 0 ? 'Clean: the' : 'The'} run created no user.${maybe}`;
  return `${nameless === 0 ? 'Clean: every' : 'Every'} user that the run created was deleted (${created}).${maybe}`;
}
