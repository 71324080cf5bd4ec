import type { Exchange } from '../http/types.ts';
import type { ReadResult, User, UserObservation } from '../users/types.ts';
import { bystander, effectOfDeletion, sendDeletion } from './steps/user-effects.ts';
import { confirmedLook } from './steps/confirmed-look.ts';
import { asRead, changedPlaces, hasAll, keptIn, lostIn } from './steps/preserved-data.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { notObserved, unobservable } from '../verdict/not-judged.ts';

/**
 * Two users with several things of each kind, alike in all of them; an unknown one is deleted, then one of the two, and
 * that one once more. The other keeps what the profile names (A34).
 */
export const othersKeepEverything: Check = {
  name: 'others-keep-everything',
  facts: ['kept', 'otherwise', 'bystander', 'victim'],
  needs: () => ({ deleted: 1, preserved: 1 }),
  async run(context): Promise<Observation[]> {
    const full = { variant: 'full', marker: 0 } as const;
    const [victim, other] = (await context.users.acquire(full, { ...full, everyRead: true })) as [User, User];
    const start = context.clock.now();
    const before = [await context.users.observe(other), await context.users.observe(other)] as const;
    const early = await lostEarly(context, victim, before[1]);
    const { acts, effects } = await deletions(context, victim);
    const survived = await bystander(context, other, acts);
    return [...early, survived, ...effects, ...(await compared(context, other, { before, start, acts }))];
  },
};

/**
 * What the victim has not any more, although nobody deleted it yet and the other, who was given the same, has it: a
 * deletion of another requirement took it.
 */
async function lostEarly(context: CheckContext, victim: User, alike: UserObservation): Promise<Observation[]> {
  const { preserved = [] } = context.vendor.profile.users;
  // Which reads show a user is asked of those who must live; here it is what the plain ones show.
  const kinds = (reads: readonly ReadResult[]) => keptIn({ reads }, preserved).slice(1);
  const lacks = ({ reads = [] }: Pick<UserObservation, 'reads'>): string[] =>
    lostIn([kinds(alike.reads ?? [])], kinds(reads));
  const shown = victim.exchanges.filter(({ role }) => role === 'observe');
  if (lacks({ reads: shown.map(asRead) }).length === 0) return [];
  const watched: User = { ...victim, everyRead: { marks: victim.marks ?? [] } };
  const look = await confirmedLook(context, watched, (one) => lacks(one).length > 0);
  const lost = lacks(look);
  if (lost.length === 0 || look.state !== 'living') return [];
  const about = 'what a user has who was not deleted yet';
  const exchanges = [...victim.exchanges, ...look.exchanges];
  return [{ about, exchanges, facts: { kept: `all but ${lost.join('; ')}` } }];
}

/** Nobody, the victim, and the victim once more. */
async function deletions(context: CheckContext, victim: User): Promise<{ acts: Exchange[]; effects: Observation[] }> {
  const control = await context.control();
  const first = await sendDeletion(context, [victim], 'the deletion');
  const effects = await effectOfDeletion(context, victim, [first]);
  const second = await sendDeletion(context, [victim], 'the second deletion');
  return { acts: [control, first.exchange, second.exchange], effects };
}

interface Earlier {
  readonly before: readonly [UserObservation, UserObservation];
  readonly start: number;
  readonly acts: readonly Exchange[];
}

async function compared(context: CheckContext, other: User, { before, start, acts }: Earlier): Promise<Observation[]> {
  const about = 'what another user has';
  const { preserved = [] } = context.vendor.profile.users;
  // Deletions of other requirements are under way too: what the bystander lost to one of them is not in its first look.
  const whole = before[1].state === 'living' && !hasAll(before[1], other, preserved) ? await alikes(context) : [];
  const shown = before.map((look) => keptIn(look, preserved));
  const earlier = whole.length === 0 ? shown : whole.map((look) => keptIn(look, preserved));
  const losses = (look: UserObservation): string[] => lostIn(earlier, keptIn(look, preserved));
  const after = await confirmedLook(context, other, (look) => losses(look).length > 0);
  const exchanges = [...before, after].flatMap((look) => look.exchanges);
  const all = [...exchanges.slice(0, before[0].exchanges.length), ...acts, ...after.exchanges];
  if (before[1].reads === undefined) return [{ about, exchanges: all, notJudged: noRead }];
  if (before[1].state !== 'living' || after.notJudged)
    return [{ about, exchanges: all, notJudged: after.notJudged ?? unobservable('The other user could not be read.') }];
  const lost = losses(after);
  if (lost.length > 0) {
    const left = notObserved('What else changed is not asked where something was lost.');
    return [
      { about, exchanges: all, facts: { kept: `all but ${lost.join('; ')}` } },
      { about: 'what else changed', exchanges: [], notJudged: left },
    ];
  }
  const moves = new Set(changedPlaces(...before));
  const changedIn = (look: UserObservation) => changedPlaces(before[1], look).filter((place) => !moves.has(place));
  // A replica that is behind shows another state for a while (A35).
  const isChanged = changedIn(after).length > 0;
  const last = isChanged ? await confirmedLook(context, other, (look) => changedIn(look).length > 0) : after;
  const changed = last.notJudged ? [] : changedIn(last);
  const own = changed.length === 0 ? [] : await changedAlone(context, changed, context.clock.now() - start);
  return [
    {
      about,
      exchanges: all,
      facts: { kept: 'everything', otherwise: own.length === 0 ? 'unchanged' : own.join(', ') },
    },
  ];
}

/** A look at another who is made alike, taken as soon as that one is there; none where no such look shows everything. */
async function alikes(context: CheckContext): Promise<UserObservation[]> {
  const { preserved = [] } = context.vendor.profile.users;
  for (let tries = 0; tries < MOST_ALIKES; tries += 1) {
    const [user] = (await context.users.acquire({ variant: 'full', marker: 0, everyRead: true })) as [User];
    const look = await context.users.observe(user);
    if (hasAll(look, user, preserved)) return [look];
  }
  return [];
}

/** So often it is tried to see a user before anything is lost. */
const MOST_ALIKES = 2;

/** Those of the places that do not change in a user who grows as old and near which this check deletes nobody. */
async function changedAlone(context: CheckContext, changed: readonly string[], ageMs: number): Promise<string[]> {
  const [quiet] = (await context.users.acquire({ variant: 'full', marker: 0, everyRead: true })) as [User];
  const young = await context.users.observe(quiet);
  await context.clock.sleep(ageMs);
  const moves = new Set(changedPlaces(young, await context.users.observe(quiet)));
  return changed.filter((place) => !moves.has(place));
}

const noRead = notObserved('No call shows what a user has, so nothing shows whether anything was lost.');
