import type { User, UserObservation } from '../users/types.ts';
import { notObserved, unobservable } from '../verdict/not-judged.ts';
import { asRead, changedPlaces, placesOf } from './steps/preserved-data.ts';
import { cannotBeTheSame, sameAgain } from './steps/same-again.ts';
import { deleteFirst } from './steps/user-effects.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/**
 * A deleted user is created again in another way than before, with the same mark (A46): what the old one showed, and no new
 * user that is created so shows, was not erased. Two new users show which places differ from user to user.
 */
export const recreateOtherwise: Check = {
  name: 'recreate-otherwise',
  facts: ['restored'],
  with: { required: ['making'], properties: { making: { type: 'string' } } },
  needs: () => ({ deleted: 1, preserved: 2 }),
  special: () => true,
  async run(context): Promise<Observation[]> {
    const about = 'the user created again';
    const { making: variant } = context.requirement.with as { making: string };
    const [old] = (await context.users.acquire({ variant, marker: 0 })) as [User];
    const same = sameAgain(context, old);
    if (!same) return [{ about, exchanges: old.exchanges, notJudged: cannotBeTheSame }];
    const before = await context.users.watchLiving(old);
    const deletion = await deleteFirst(context, old);
    const { user, exchange } = await context.users.create({ ...same, marker: 0 });
    const exchanges = [...before.exchanges, ...deletion, exchange];
    if (!user) {
      const refused = notObserved('Creating the user again was refused, which is allowed; no data can have come back.');
      return [{ about, exchanges, notJudged: whyNotJudged(exchange, 'The creation') ?? refused }];
    }
    return [await compared(context, { about, exchanges, before, user })];
  },
};

interface Again {
  readonly about: string;
  readonly exchanges: Observation['exchanges'];
  /** What the old user showed. */
  readonly before: UserObservation;
  readonly user: User;
}

/** What the user shows at a place where all new ones show something else, and the old one showed the same. */
async function compared(context: CheckContext, { about, exchanges, before, user }: Again): Promise<Observation> {
  const [one, other] = (await context.users.acquire({ marker: 0 }, { marker: 0 })) as [User, User];
  const looks = [before];
  for (const each of [user, one, other]) looks.push(await context.users.watchLiving(each));
  const all = [...exchanges, ...looks.slice(1).flatMap((look) => look.exchanges)];
  const unseen = looks.find(({ state }) => state !== 'living');
  if (unseen) {
    const notJudged = unseen.notJudged ?? unobservable('One of the users could not be read.');
    return { about, exchanges: all, notJudged: unseen.state === 'presumed' ? noCall : notJudged };
  }
  const [then, now, ...others] = looks.map(shown) as [Shown, Shown, Shown, Shown];
  const differing = new Set(changedPlaces(...others));
  const places = others.map((look) => placesOf(look.reads));
  const old = placesOf(then.reads);
  const restored = [...placesOf(now.reads)].flatMap(([place, values]) => {
    if (differing.has(place)) return [];
    const back = values.filter((value) => old.get(place)?.includes(value));
    return back
      .filter((value) => !places.some((all) => all.get(place)?.includes(value)))
      .map((value) => `${place} ${value}`);
  });
  return { about, exchanges: all, facts: { restored: restored.length === 0 ? 'nothing' : restored.join(', ') } };
}

type Shown = Required<Pick<UserObservation, 'reads'>>;

/** The last answer of each read. */
function shown({ exchanges }: UserObservation): Shown {
  const reads = exchanges.map(asRead);
  return { reads: [...new Map(reads.map((read) => [read.name, read])).values()] };
}

const noCall = notObserved('No call shows what a user has.');
