import { titleOf } from '../evidence/exchange-title.ts';
import { lookWithoutThrowing } from '../users/look-without-throwing.ts';
import { pollUntilGone } from '../users/poll.ts';
import type { Observer, User } from '../users/types.ts';
import type { UserKey } from '../users/user-journal.ts';
import { templatePattern } from '../spec-loader/id-templates.ts';
import type { FinalCheckEntry } from '../checks/run-level/types.ts';
import type { Evidence } from '../verdict/results.ts';
import type { AskedDeletion } from './cleanup.ts';
import type { Client } from './client.ts';
import type { RequirementContext } from './context.ts';
import { type InTime, type ObservedUser } from './last-looks.ts';
import { mapWithLimit } from './map-with-limit.ts';
import { scriptOfCleanup } from './run-level-reproduction.ts';
import { kindOfLook, MOST_SHOWN } from './shown-looks.ts';

/** Users that are looked at at the same time. */
const AT_ONCE = 4;

/** A user that the clean-up was to delete, and what became of the user. */
export interface CleanedUser {
  readonly user: UserKey;
  readonly entry: FinalCheckEntry;
}

export interface AfterCleanup {
  readonly client: Client;
  readonly observer: Observer;
  /** What the last look before the clean-up showed. */
  readonly observed: readonly ObservedUser[];
  readonly asked: readonly AskedDeletion[];
  readonly inTime: InTime;
}

/**
 * Looks at everybody who was seen living by the last look and whose deletion in the clean-up was answered, whatever the
 * answer: the request was valid. Users with special ids are left out, whose deletion requirements of their own judge.
 */
export async function looksAfterCleanup(
  context: RequirementContext,
  { client, observer, observed, asked, inTime }: AfterCleanup,
): Promise<CleanedUser[]> {
  const { vendor, target, clock } = context;
  const { settleMs, deadlineMs } = target;
  const { profile } = vendor;
  const { chosenBy, ids } = profile.users;
  const isOrdinary = chosenBy === 'caller' ? templatePattern(ids.created ?? '') : /^/;
  const living = new Map<string, ObservedUser>();
  for (const one of observed)
    if (one.user.deletedAt === null && one.observation.state === 'living') living.set(keyOf(one.user), one);
  const waiting = asked.flatMap(({ users, exchange }) =>
    users.flatMap((user) => {
      const seen = living.get(keyOf(user));
      return seen && isOrdinary.test(user.id) ? [{ user, seen, exchange }] : [];
    }),
  );
  const shown = new Map<string, number>();
  const cleaned: CleanedUser[] = [];
  await mapWithLimit(waiting, AT_ONCE, async ({ user: { id, tenant }, seen, exchange }) => {
    const user: User = { id, tenant, marker: undefined, offered: false, exchanges: [], oneRead: true };
    const since = exchange.at + (exchange.response?.durationMs ?? 0);
    const observe = () => lookWithoutThrowing(() => observer.afterDeletion(user));
    const { last, notJudged } = await pollUntilGone({ observe, since, settleMs, deadlineMs, clock: inTime(clock) });
    const isHarm = last.state === 'living' && !notJudged;
    const script = isHarm ? scriptOfCleanup(user, exchange, last.exchanges, context) : undefined;
    const kind = kindOfLook({ deleted: true, state: last.state, requirement: '' });
    shown.set(kind, (shown.get(kind) ?? 0) + 1);
    const evidence: Evidence[] =
      (shown.get(kind) ?? 0) > MOST_SHOWN
        ? []
        : [
            ...seen.evidence.map((one) => ({ ...one, concerns: `the user ${id}, before the clean-up` })),
            {
              ...client.evidence(exchange),
              role: 'act',
              title: titleOf({ ...exchange, role: 'act' }, { profile, who: 'a user who had to live until now' }),
              concerns: `the user ${id}, deleted by the clean-up`,
            },
            ...last.exchanges.map((one) => ({
              ...client.evidence(one),
              title: titleOf(one, { profile, who: 'that user', when: 'after the clean-up' }),
              concerns: `the user ${id}, after the clean-up`,
            })),
          ];
    cleaned.push({
      user: { id, tenant },
      entry: {
        deleted: true,
        byCleanup: true,
        user: id,
        state: last.state,
        message: last.notJudged?.message ?? null,
        ...(last.notJudged?.reason === 'gateway' ? { byGateway: true } : {}),
        ...(last.notJudged?.reason === 'unobservable' ? { unobservable: true } : {}),
        pending: notJudged?.deadline ?? null,
        evidence,
        ...(script ? { reproduce: script } : {}),
      },
    });
  });
  return cleaned.sort((a, b) => (keyOf(a.user) < keyOf(b.user) ? -1 : 1));
}

const keyOf = ({ tenant, id }: UserKey): string => `${tenant} ${id}`;
