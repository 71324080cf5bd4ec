import { breachOf } from '../contract/keeps-contract.ts';
import type { User, UserOptions } from '../users/types.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { bystander, effectOfDeletion } from './steps/user-effects.ts';
import { isAccepted, isListed, listedFacts } from './steps/response-facts.ts';
import { effectBeside } from './steps/response-matches-effect.ts';
import { unknownIds } from './steps/unknown-ids.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { declared, noSecondTenant } from '../verdict/not-judged.ts';

/** Another tenant's user, the same one in every list. */
const FOREIGN = 'x';

interface Lists {
  /** Each a list of one-letter names of users, `x` for another tenant's, `?` and `?499` for ids that nobody has. */
  readonly lists: readonly (readonly string[])[];
  /** All lists at the same time, a letter being one user in all of them; else each list has users of its own. */
  readonly together?: boolean;
}

/**
 * Deletions of several users by lists of a certain shape: an id twice, unknown and foreign ids between own ones, lists
 * that overlap. Judged are the answer, each user, and whether the one agrees with the other.
 */
export const deleteList: Check = {
  name: 'delete-list',
  facts: ['status', 'body', 'listed', 'unknown', 'foreign', 'effect', 'accepted', 'victim', 'firstLook', 'bystander'],
  with: {
    required: ['lists'],
    properties: {
      lists: {
        type: 'array',
        minItems: 1,
        items: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^([a-z]|\\?([1-9][0-9]{0,2})?)$' } },
      },
      together: { type: 'boolean' },
    },
  },
  needs: ({ with: parameters }) => {
    const { lists, together } = parameters as unknown as Lists;
    const deleted = together === true ? ownNames(lists.flat()) : lists.flatMap(ownNames);
    return { deleted: deleted.length, preserved: lists.flat().includes(FOREIGN) ? 1 : 0 };
  },
  special: ({ with: parameters }) => (parameters as unknown as Lists).lists.flat().includes(FOREIGN),
  async run(context) {
    const { lists, together } = context.requirement.with as unknown as Lists;
    const { authenticators, vendor } = context;
    const unfit = vendor.profile.deletion.many ? undefined : declared('A deletion of this vendor names one user only.');
    const alone = lists.flat().includes(FOREIGN) && !authenticators.other;
    const notJudged = unfit ?? (alone ? noSecondTenant(vendor.profile.env) : undefined);
    if (notJudged) return [{ about: 'a list of users', exchanges: [], notJudged }];
    return together === true ? overlapping(context, lists) : oneAfterAnother(context, lists);
  },
};

function ownNames(list: readonly string[]): string[] {
  return [...new Set(list.filter((name) => /^[a-z]$/.test(name) && name !== FOREIGN))];
}

type Named = ReadonlyMap<string, User>;

async function usersNamed(context: CheckContext, names: readonly string[], options: UserOptions = {}): Promise<Named> {
  const users = await context.users.acquire(...names.map(() => options));
  return new Map(names.map((name, index) => [name, users[index] as User]));
}

async function oneAfterAnother(context: CheckContext, lists: Lists['lists']): Promise<Observation[]> {
  const strangers = lists.flat().includes(FOREIGN) ? await usersNamed(context, [FOREIGN], { tenant: 'other' }) : [];
  const observations: Observation[] = [];
  const acts: JudgedResponse[] = [];
  for (const list of lists) {
    const own = await usersNamed(context, ownNames(list));
    const { answer, ids, unknown } = await send(context, list, new Map([...strangers, ...own]));
    observations.push(withListed(context, answer, ids, unknown, new Map(strangers).get(FOREIGN)));
    for (const user of own.values()) observations.push(...(await effectBeside(context, answer, { user })));
    acts.push(answer);
  }
  for (const [, stranger] of strangers)
    observations.push(
      await bystander(
        context,
        stranger,
        acts.map(({ exchange }) => exchange),
      ),
    );
  return observations;
}

async function overlapping(context: CheckContext, lists: Lists['lists']): Promise<Observation[]> {
  const users = await usersNamed(context, ownNames(lists.flat()));
  const sent = await Promise.all(lists.map(async (list) => ({ list, ...(await send(context, list, users)) })));
  const again = await refusedForOthers(context, sent, users);
  const effects = [...users].map(async ([name, user]) => {
    const naming = again?.list.includes(name) ? [again] : sent.filter(({ list }) => list.includes(name));
    const answers = naming.map(({ answer }) => answer);
    const exchanges = answers.map(({ exchange }) => exchange);
    const accepted = exchanges.some((one) => isAccepted(context, one));
    const judged = accepted || answers.every(({ observation }) => observation.facts);
    const together = { about: `the lists that name user ${name}`, exchanges, facts: { accepted } };
    return [...(judged ? [together] : []), ...(await effectOfDeletion(context, user, answers, `user ${name}`))];
  });
  const all = [...sent, ...(again ? [again] : [])];
  const answers = all.map(({ answer, ids, unknown }) => withListed(context, answer, ids, unknown, undefined));
  return [...answers, ...(await Promise.all(effects)).flat()];
}

/**
 * A list may be refused whole because another one, at the same time, has deleted a user of it (C3, C22). The users that no
 * accepted list names are then deleted by a further list.
 */
async function refusedForOthers(
  context: CheckContext,
  sent: readonly (Sent & { readonly list: readonly string[] })[],
  users: Named,
): Promise<(Sent & { readonly list: readonly string[] }) | undefined> {
  const named = sent.flatMap(({ list, answer }) => (isAccepted(context, answer.exchange) ? list : []));
  const isLate = ({ list, answer: { exchange } }: (typeof sent)[number]): boolean => {
    const status = exchange.response?.status ?? 0;
    return status >= 400 && status < 500 && list.some((name) => named.includes(name));
  };
  const late = sent.filter(isLate).flatMap(({ list }) => list);
  const list = [...new Set(late.filter((name) => !named.includes(name)))];
  return list.length === 0 ? undefined : { list, ...(await send(context, list, users)) };
}

interface Sent {
  readonly answer: JudgedResponse;
  readonly ids: readonly string[];
  readonly unknown: readonly string[];
}

async function send(context: CheckContext, list: readonly string[], users: Named): Promise<Sent> {
  const unknown: string[] = [];
  const ids = list.flatMap((name) => {
    const user = users.get(name);
    if (user) return [user.id];
    const made = unknownIds(context, Number(name.slice(1) || 1));
    unknown.push(...made);
    return made;
  });
  const about = `the list ${list.join(', ')}`;
  const draft = context.deletion(ids);
  // One entry too many breaks the contract on purpose.
  const conforms = breachOf(draft, context.vendor) === undefined;
  // Where no user of this tenant is named, nothing is to be deleted: a gateway that stops it keeps nobody (A51).
  const role = ownNames(list).length > 0 ? 'act' : 'fault';
  return { answer: await sendJudged(context, { draft, role, about, conforms }), ids, unknown };
}

/** The facts of the answer's list: `listed`, and whether it holds ids that nobody has or another tenant's user. */
function withListed(
  context: CheckContext,
  { observation, exchange }: JudgedResponse,
  ids: readonly string[],
  unknown: readonly string[],
  stranger: User | undefined,
): Observation {
  const { facts } = observation;
  if (!facts) return observation;
  const word = (some: readonly string[]) =>
    isAccepted(context, exchange) && isListed(context, exchange, some) ? 'listed' : 'absent';
  const more = {
    ...(unknown.length > 0 ? { unknown: word(unknown) } : {}),
    ...(stranger ? { foreign: word([stranger.id]) } : {}),
  };
  return { ...observation, facts: { ...facts, ...listedFacts(context, exchange, ids), ...more } };
}
