import type { Redacted } from '../evidence/redacted.ts';
import { createObserver } from '../users/observer.ts';
import type { UsersContext } from '../users/types.ts';
import type { UserRecord } from '../users/user-record.ts';
import { cleanUpUsers, type AskedDeletion } from './cleanup.ts';
import { keepBystanders, type KeptBystander } from './kept-bystanders.ts';
import { createClient, type Client } from './client.ts';
import type { RequirementContext } from './context.ts';
import { answersAgain, repeatingReads } from './control-retry.ts';
import { isThere, lastLooks, type InTime, type ObservedUser } from './last-looks.ts';
import { looksAfterCleanup, type CleanedUser } from './looks-after-cleanup.ts';
import { inPlace } from './recording-scope.ts';
import { targetUnusable } from './preconditions.ts';
import { finalCheckOf } from './recording-types.ts';
import type { ContractFinding, FinalCheckEntry } from '../checks/run-level/types.ts';
import type { EndReport, PreflightResult } from '../results/types.ts';

/** What the phase after the last requirement has found. */
export interface FinalCheck {
  readonly seen: EndReport['finalCheck'];
  readonly cleanup: EndReport['cleanup'];
  readonly findings: ContractFinding[];
  /** Users who live on until `verify` has looked at them; absent where nobody does. */
  readonly kept?: readonly KeptBystander[];
}

/**
 * The phase after the last requirement: looks once more at everybody who was deleted and at everybody who must live, then
 * deletes what the run created and left. Offered users are never cleaned up.
 * @param known every user that the run knows, with what became of it last
 * @param inTime the same clock, whose sleepers wake when the time of the run is over
 */
export async function finalCheck(
  context: RequirementContext,
  preflightResult: PreflightResult,
  known: readonly UserRecord[],
  inTime: InTime = (clock) => clock,
): Promise<Redacted<FinalCheck>> {
  if (context.recordOrReplay?.isBroken()) return context.redactor.value(NOT_OBSERVED);
  const fixed = inFixedOrder(known, context.target.userIds ?? []);
  return inPlace(context, finalCheckOf(context.vendor.name), (placed) =>
    observeAll(placed, preflightResult, fixed, inTime),
  );
}

const NOT_OBSERVED: FinalCheck = { seen: [], findings: [], cleanup: { left: [], message: 'The replay was stopped.' } };

/** Whichever requirement was faster, and saw a user first: offered users as they were offered, then created ones by id. */
function inFixedOrder(known: readonly UserRecord[], offeredIds: readonly string[]): UserRecord[] {
  const offered = known.filter((user) => user.offered);
  const created = known.filter((user) => !user.offered);
  return [
    ...offered.sort((a, b) => offeredIds.indexOf(a.id) - offeredIds.indexOf(b.id)),
    ...created.sort((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id))),
  ];
}

async function observeAll(
  context: RequirementContext,
  preflightResult: PreflightResult,
  known: readonly UserRecord[],
  inTime: InTime,
): Promise<Redacted<FinalCheck>> {
  const { redactor, runState } = context;
  const client = createClient(context);
  const users = known.filter(({ recreated, doubtful }) => recreated !== true && doubtful !== true);
  const isUsable =
    !targetUnusable(await runState.preflightResult()) &&
    preflightResult.observe !== 'none' &&
    !preflightResult.stateless;
  const observer = () => createObserver(usersContext(context, preflightResult, client));
  // Without a read nobody can be seen to live but by deleting them.
  const watched = users.filter(({ deletedAt }) => deletedAt !== null || preflightResult.observe !== 'repeat');
  const observed =
    isUsable && users.length > 0
      ? await lastLooks(context, { client, observer: observer(), users: watched, inTime })
      : [];
  const kept = context.keepsBystanders ? await keepBystanders(context, observer(), observed) : [];
  const lookAgain = (asked: readonly AskedDeletion[]) =>
    context.judgesCleanup
      ? looksAfterCleanup(context, { client, observer: observer(), observed, asked, inTime })
      : Promise.resolve([]);
  const { cleanup, cleaned } = await cleanUp(context, client, observed, kept.length, lookAgain);
  return redactor.value({
    ...(kept.length > 0 ? { kept } : {}),
    seen: [...observed.map((one) => entryOf(one, context)), ...cleaned.map(({ entry }) => entry)],
    cleanup,
    findings: [...client.findings],
  });
}

function entryOf(
  { at, user, observation, evidence, looks, reproduce }: ObservedUser,
  { target: { deadlineMs } }: RequirementContext,
): FinalCheckEntry {
  return {
    deleted: user.deletedAt !== null,
    user: user.id,
    requirement: user.requirement,
    ...(looks ? { looks } : {}),
    state: observation.state,
    message: observation.notJudged?.message ?? null,
    ...(isBehindGateway(user, observation) ? { byGateway: true as const } : {}),
    ...(observation.notJudged?.reason === 'unobservable' ? { unobservable: true as const } : {}),
    pending: pendingUntil(user, observation, at, deadlineMs),
    ...awaited(user, at, deadlineMs),
    evidence,
    ...(reproduce ? { reproduce } : {}),
  };
}

/** Whether a gateway keeps a user who was not deleted from being seen (A51). */
function isBehindGateway({ deletedAt }: UserRecord, { notJudged }: ObservedUser['observation']): boolean {
  return deletedAt === null && notJudged?.reason === 'gateway';
}

/** When a user should have gone that nobody had seen gone, and when the look was taken that decides. */
function awaited(
  { deletedAt, seenGone }: UserRecord,
  at: number,
  deadlineMs: number,
): Pick<FinalCheckEntry, 'awaited'> {
  if (deletedAt === null || seenGone) return {};
  const iso = (ms: number): string => new Date(ms).toISOString();
  return { awaited: { acceptedAt: iso(deletedAt), deadline: iso(deletedAt + deadlineMs), at: iso(at) } };
}

/** The deadline of a deletion that may still be under way. */
function pendingUntil(
  { deletedAt }: UserRecord,
  observation: ObservedUser['observation'],
  at: number,
  deadlineMs: number,
) {
  if (deletedAt === null || !isThere(observation) || at >= deletedAt + deadlineMs) return null;
  return new Date(deletedAt + deadlineMs).toISOString();
}

function usersContext(context: RequirementContext, preflightResult: PreflightResult, client: Client): UsersContext {
  const requirement = { id: `${context.vendor.name}/final-check` } as UsersContext['requirement'];
  return {
    ...context,
    ...context.userCreation,
    registerId: (id) => context.knownIds.registerId(id),
    requirement,
    preflightResult,
    send: repeatingReads(
      (draft, sending) => client.send(draft, sending),
      () => answersAgain(context, client),
    ),
  };
}

/** Deletes the created users that are left, and looks whether they are gone. */
async function cleanUp(
  context: RequirementContext,
  client: Client,
  observed: readonly ObservedUser[],
  kept: number,
  lookAgain: (asked: readonly AskedDeletion[]) => Promise<readonly CleanedUser[]>,
): Promise<{ readonly cleanup: EndReport['cleanup']; readonly cleaned: readonly CleanedUser[] }> {
  const { journal, target } = context;
  // An accepted deletion that did nothing would do nothing again.
  const undeleted = observed.filter(
    ({ user, observation }) => !user.offered && user.deletedAt !== null && observation.state === 'living',
  );
  // A target that cannot be used is not sent one more request a user.
  const isUsable = !targetUnusable(await context.runState.preflightResult());
  const cleaned = isUsable ? await lookAgain((await cleanUpUsers(context, client)).asked) : [];
  const left = journal.left();
  const survivors = cleaned.filter(({ entry: { state, pending } }) => state === 'living' && pending === null);
  for (const { user } of survivors) journal.survived(user);
  // What is pending the target has still time for.
  for (const { user, observation, at } of undeleted)
    if (!pendingUntil(user, observation, at, target.deadlineMs)) journal.survived(user);
  const ids = [
    ...left.flatMap(({ id }) => id ?? []),
    ...undeleted.map(({ user }) => user.id),
    ...survivors.map(({ user }) => user.id),
  ];
  const nameless = left.filter(({ id }) => id === undefined).length;
  const unanswered = left.filter(({ id, state }) => id !== undefined && state === 'creating').length;
  const message = saying(journal.count(), ids.length, { nameless, unanswered, kept });
  return { cleanup: { left: [...new Set(ids)].sort(), message }, cleaned };
}

/** @param lost creations that were not answered: under an id that is not known, and under one that is */
function saying(
  created: number,
  left: number,
  { nameless, unanswered, kept }: { nameless: number; unanswered: number; kept: number },
): string {
  const users =
    nameless === 1
      ? '1 creation was not answered, so its user'
      : `${nameless} creations were not answered, so their users`;
  const maybe = nameless === 0 ? '' : ` ${users} may be left, under an id that is not known.`;
  const lives = kept === 1 ? '1 user is kept' : `${kept} users are kept`;
  const on = kept === 0 ? '' : ` ${lives} on purpose: verify looks at them and deletes them.`;
  if (left > 0) {
    const all = `${created + unanswered} users that the run created${unanswered > 0 ? ' or tried to create' : ''}`;
    return `Left behind: ${left} of the ${all}.${on}${maybe}`;
  }
  if (created === 0) return `${nameless === 0 ? 'Clean: the' : 'The'} run created no user.${maybe}`;
  const every = `${nameless === 0 ? 'Clean: every' : 'Every'} ${kept === 0 ? '' : 'other '}user that the run created was deleted`;
  return `${every} (${created - kept}).${on}${maybe}`;
}
