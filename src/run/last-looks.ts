import type { Clock } from '../clock.ts';
import { titleOf } from '../evidence/exchange-title.ts';
import { isHarmed, observeConfirmed, observeReturn } from '../users/confirm.ts';
import { lookWithoutThrowing } from '../users/look-without-throwing.ts';
import type { Observer, User, UserObservation } from '../users/types.ts';
import type { UserRecord } from '../users/user-record.ts';
import type { Reproduction } from '../evidence/reproduce/types.ts';
import type { Evidence } from '../verdict/results.ts';
import type { Client } from './client.ts';
import type { RequirementContext } from './context.ts';
import { scriptOfLook } from './run-level-reproduction.ts';
import { linger } from './watch-schedule.ts';
import { mapWithLimit } from './map-with-limit.ts';
import { kindOfLook, MOST_SHOWN } from './shown-looks.ts';
import type { Looks } from './watch-summary.ts';

/** The same clock, whose sleepers wake when the time of the run is over. */
export type InTime = (clock: Clock) => Clock;

/** Users that are looked at at the same time. */
const AT_ONCE = 4;

/** A user, the look that decides, and the instant at which that began, in ms since the epoch. */
export interface ObservedUser {
  readonly at: number;
  readonly user: UserRecord;
  readonly observation: Omit<UserObservation, 'exchanges'>;
  readonly evidence: Evidence[];
  /** Where the look shows harm. */
  readonly reproduce?: Reproduction;
  /** Of a deleted user. */
  readonly looks?: Looks;
}

export interface LastLooks {
  readonly client: Client;
  readonly observer: Observer;
  readonly users: readonly UserRecord[];
  readonly inTime: InTime;
}

/**
 * Looks at every user once more; where the run lingers, at the deleted ones several times. A user that came back is not
 * looked at again, and stays accused if a later look would miss them.
 */
export async function lastLooks(
  context: RequirementContext,
  { client, observer, users, inTime }: LastLooks,
): Promise<ObservedUser[]> {
  const { clock, runState, lingerMs, target } = context;
  const found = new Map<UserRecord, ObservedUser>();
  const back = new Set<UserRecord>();
  const shown = new Map<string, number>();
  const looks = new Map<UserRecord, number>(users.map((user) => [user, user.looks ?? 0]));
  const seenGone = new Set<UserRecord>(users.filter((user) => user.seenGone === true));
  const evidenceOf = ({ state, exchanges }: UserObservation, user: UserRecord): Evidence[] => {
    const deleted = user.deletedAt !== null;
    const { requirement } = user;
    const kind = kindOfLook({ deleted, state, requirement, awaited: deleted && user.seenGone !== true });
    const alike = shown.get(kind) ?? 0;
    shown.set(kind, alike + 1);
    const { profile } = context.vendor;
    const who = deleted ? 'a deleted user' : 'a user who must still exist';
    const among = { profile, who, when: 'at the end of the run' };
    return alike < MOST_SHOWN
      ? exchanges.map((exchange) => ({ ...client.evidence(exchange), title: titleOf(exchange, among) }))
      : [];
  };

  const look = async (user: UserRecord, isLast: boolean): Promise<void> => {
    const { deletedAt } = user;
    const seen = await observeOne(observer, { ...user, seenGone: seenGone.has(user) }, context);
    const { at, observation } = seen;
    looks.set(user, (looks.get(user) ?? 0) + seen.times);
    const isBack = deletedAt !== null && isThere(observation) && at >= deletedAt + target.deadlineMs;
    if (isBack) back.add(user);
    if (deletedAt !== null) {
      if (observation.state === 'gone') {
        seenGone.add(user);
        await runState.record([{ ...user, seenGone: true }]);
      }
      // What is not gone any more is left to a later look.
      else if (seenGone.has(user) && isThere(observation)) await runState.record([{ ...user, seenGone: false }]);
    }
    if (!isLast && !isBack) return;
    const { exchanges: _, ...withoutExchanges } = observation;
    const early = isLast ? {} : { early: true as const };
    const watch =
      deletedAt === null ? {} : { looks: { times: looks.get(user) ?? 0, untilMs: at - deletedAt, ...early } };
    const isHarm = deletedAt === null ? isHarmed(observation) === true : isBack;
    const { state, exchanges } = observation;
    const of = { user: user.id, requirement: user.requirement, state, deleted: deletedAt !== null };
    const shown = isHarm ? scriptOfLook(of, exchanges, context) : undefined;
    found.set(user, {
      ...{ at, user, observation: withoutExchanges, evidence: evidenceOf(observation, user), ...watch },
      ...(shown ? { reproduce: shown } : {}),
    });
  };

  const since = Math.max(0, ...users.map(({ deletedAt }) => deletedAt ?? 0));
  await linger({ since, lingerMs, clock, inTime: inTime(clock) }, async (isLast) => {
    const watched = inGroups(users).filter((user) => !back.has(user) && (isLast || user.deletedAt !== null));
    await mapWithLimit(watched, AT_ONCE, (user) => look(user, isLast));
  });
  return users.flatMap((user) => found.get(user) ?? []);
}

/**
 * Those who must live, then the deleted ones. In the order of their creation the ones and the others alternate, and where
 * two nodes answer the reads in turn, one of them would be asked about nobody who must live.
 */
function inGroups(users: readonly UserRecord[]): UserRecord[] {
  return [
    ...users.filter(({ deletedAt }) => deletedAt === null),
    ...users.filter(({ deletedAt }) => deletedAt !== null),
  ];
}

/** Whether a user is there, or on the way out. */
export const isThere = ({ state }: Pick<UserObservation, 'state'>): boolean =>
  state === 'living' || state === 'terminating';

/** One look at a user, or as many as it takes to confirm harm (A35). */
async function observeOne(
  observer: Observer,
  noted: UserRecord,
  { clock, target: { settleMs, deadlineMs } }: RequirementContext,
): Promise<{ readonly at: number; readonly observation: UserObservation; readonly times: number }> {
  const everyRead = noted.everyRead && noted.deletedAt !== null ? { everyRead: { marks: noted.everyRead.marks } } : {};
  const user: User = {
    id: noted.id,
    tenant: noted.tenant,
    marker: undefined,
    offered: noted.offered,
    exchanges: [],
    ...everyRead,
    ...(noted.oneRead ? { oneRead: true } : {}),
  };
  if (noted.everyRead) observer.remember?.(user, noted.everyRead.shown);
  const { deletedAt } = noted;
  const at = clock.now();
  let times = 0;
  const look = (how: (user: User) => Promise<UserObservation>) => () => {
    times += 1;
    return lookWithoutThrowing(() => how(user));
  };
  if (deletedAt === null) {
    const observe = look((one) => observer.observe(one, true));
    return { at, observation: await observeConfirmed({ observe, saysHarm: isHarmed, settleMs, clock }), times };
  }
  const observe = look((one) => observer.afterDeletion(one));
  const seen = { at, observation: await observe() };
  const deadline = deletedAt + deadlineMs;
  // Who was never seen gone may still be on the way out.
  const isSuspect =
    noted.seenGone === true ? isThere(seen.observation) : seen.observation.state === 'living' && at >= deadline;
  const decisive = isSuspect ? await observeReturn(seen, { observe, deadline, settleMs, clock }) : seen;
  return { ...decisive, times };
}
