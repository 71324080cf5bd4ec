import type { User, UserObservation, UserOptions } from '../users/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { notObserved, unobservable } from '../verdict/not-judged.ts';
import { asRead, changedPlaces, placesOf } from './steps/preserved-data.ts';
import { cannotBeTheSame, sameAgain } from './steps/same-again.ts';
import { deleteFirst } from './steps/user-effects.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** How many users of each variant confirm what was found: what a server derives from an id is nothing old. */
const CONFIRMING = { new: 4, alike: 2 } as const;

/**
 * A deleted user is created again in another way than before, with the same mark (A46): what the old one showed, and no new
 * user that is created so shows, was not erased. Two new users show which places differ from user to user.
 */
export const recreateOtherwise: Check = {
  name: 'recreate-otherwise',
  facts: ['restored'],
  with: { required: ['variant'], properties: { variant: { type: 'string' } } },
  needs: () => ({ deleted: 1, preserved: 2 }),
  special: () => true,
  async run(context): Promise<Observation[]> {
    const about = 'the user created again';
    const { variant } = context.requirement.with as { variant: string };
    const [old] = (await context.users.acquire({ variant, marker: 0 })) as [User];
    const same = sameAgain(context, old);
    if (!same) return [{ about, exchanges: old.exchanges, notJudged: cannotBeTheSame }];
    const [before] = (await looksAt(context, [old])) as [Look];
    const deletion = await deleteFirst(context, old);
    const { user, exchange } = await context.users.create({ ...same, marker: 0 });
    const exchanges = [...before.exchanges, ...deletion, exchange];
    if (!user) {
      const refused = notObserved('Creating the user again was refused, which is allowed; no data can have come back.');
      return [{ about, exchanges, notJudged: whyNotJudged(exchange, 'The creation') ?? refused }];
    }
    const looks = await looksAt(context, [user, ...(await context.users.acquire({ marker: 0 }, { marker: 0 }))]);
    const [after, one, other] = looks as [Look, Look, Look];
    const found = restoredIn(before, after, [one, other]);
    const restored = found.length === 0 ? found : await confirmed(context, found, variant);
    const named = restored.map(({ place, value }) => `${place} ${value}`).join(', ');
    const all = [...exchanges, ...looks.flatMap((look) => look.exchanges)];
    return [{ about, exchanges: all, facts: { restored: named || 'nothing' } }];
  },
};

/** A look at a user who lives: the last answer of each read. */
type Look = Required<Pick<UserObservation, 'exchanges' | 'reads'>>;

/** @throws NotJudgedError where one of the users is not seen to live */
async function looksAt(context: CheckContext, users: readonly User[]): Promise<Look[]> {
  const looks: Look[] = [];
  for (const user of users) {
    const { state, exchanges, notJudged } = await context.users.watchLiving(user);
    if (state === 'presumed') throw new NotJudgedError(notObserved('No call shows what a user has.'), exchanges);
    if (state !== 'living')
      throw new NotJudgedError(notJudged ?? unobservable('One of the users could not be read.'), exchanges);
    looks.push({ exchanges, reads: [...new Map(exchanges.map(asRead).map((read) => [read.name, read])).values()] });
  }
  return looks;
}

/** A value, as JSON, at a place of what was read. */
interface Restored {
  readonly place: string;
  readonly value: string;
}

const shows = ({ reads }: Look, { place, value }: Restored): boolean =>
  placesOf(reads).get(place)?.includes(value) ?? false;

/** What the user shows after the deletion and showed before it, at places where all new users show something else. */
function restoredIn(before: Look, after: Look, [one, other]: readonly [Look, Look]): Restored[] {
  const differing = new Set(changedPlaces(one, other));
  const shown = [...placesOf(after.reads)].flatMap(([place, values]) => values.map((value) => ({ place, value })));
  return shown.filter(
    (each) => !differing.has(each.place) && shows(before, each) && !shows(one, each) && !shows(other, each),
  );
}

/** Those that every user who is created as the old one shows, and no other. */
async function confirmed(
  context: CheckContext,
  found: readonly Restored[],
  variant: string,
): Promise<readonly Restored[]> {
  const create = async (count: number, options: UserOptions): Promise<Look[]> =>
    looksAt(context, await context.users.acquire(...Array<UserOptions>(count).fill(options)));
  const others = await create(CONFIRMING.new, { marker: 0 });
  const alike = await create(CONFIRMING.alike, { variant, marker: 0 });
  return found.filter((each) => alike.every((look) => shows(look, each)) && !others.some((look) => shows(look, each)));
}
