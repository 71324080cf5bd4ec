import type { Exchange } from '../http/types.ts';
import type { User } from '../users/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { notObserved, unobservable } from '../verdict/not-judged.ts';
import { isDead, survival } from './steps/fault-family.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { isAccepted } from './steps/response-facts.ts';
import { requireTwo } from './steps/two-users.ts';
import { createUnusualUser } from './steps/unusual-users.ts';
import { sendUnknownId } from './steps/unknown-ids.ts';
import type { Check, CheckContext, Observation } from './types.ts';

interface Lengths {
  /** Template of what every id begins with. */
  readonly id: string;
  /** Of the ids of users: each begins the next longer one. */
  readonly lengths: readonly number[];
  /** Of the ids that nobody has, which begin with those of all shorter users. */
  readonly named: readonly number[];
}

/**
 * Deletions of long ids that nobody has and that a column of the store would cut to the id of a user: that user lives on.
 * Where such a deletion is accepted, the two ids may be one user to the target: then only two who are seen to be two are
 * judged (A22).
 */
export const cutIds: Check = {
  name: 'cut-ids',
  facts: ['status', 'body', 'likeControl', 'victim'],
  with: {
    required: ['id', 'lengths', 'named'],
    properties: { id: { type: 'string' }, lengths: lengthsSchema(), named: lengthsSchema() },
  },
  needs: ({ with: parameters }) => ({
    deleted: 0,
    preserved: (parameters as unknown as Lengths).lengths.length,
  }),
  special: () => true,
  async run(context) {
    const { lengths, named } = context.requirement.with as unknown as Lengths;
    // Who is proven alive by being deleted may take with them all those that the target takes for the same user.
    if (context.preflightResult.observe === 'repeat')
      return [{ about: 'ids that are cut', exchanges: [], notJudged: notObserved(UNSEEN) }];
    const observations: Observation[] = [];
    const begin = beginning(context);
    const victims: { user: User; length: number }[] = [];
    for (const length of lengths) {
      const user = await living(context, begin.padEnd(length, 'x'), observations);
      if (user) victims.push({ user, length });
    }
    if (victims.length === 0) return observations;
    const control = await sendControl(context);
    const sent: { length: number; answer: JudgedResponse }[] = [];
    for (const length of named) {
      const about = `an id of ${length} characters that nobody has`;
      const answer = await sendUnknownId(context, longer(begin, length), about, control);
      observations.push(answer.observation);
      sent.push({ length, answer });
    }
    const acts = [...new Set(sent.flatMap(({ answer }) => answer.observation.exchanges))];
    for (const { user, length } of victims) {
      const seen = await survival(context, user, `the user with the first ${length} characters of these ids`, acts);
      const accepted = sent.filter((one) => isAccepted(context, one.answer.exchange));
      const cause = accepted.find((one) => one.length > length) ?? accepted[0];
      observations.push(isDead(seen) && cause ? await asTwo(context, length, cause.length, seen) : seen);
    }
    return observations;
  },
};

const UNSEEN = 'Nothing shows whether long ids are those of several users, where a second deletion is the observation.';

function lengthsSchema() {
  return { type: 'array', minItems: 1, items: { type: 'integer', minimum: 32, maximum: 2000 } } as const;
}

function beginning(context: CheckContext): string {
  return context.idFiller()(context.requirement.with['id'] as string);
}

/** The id of a length that nobody has: its last character alone is not that of the users. */
const longer = (begin: string, length: number): string => `${begin.padEnd(length - 1, 'x')}z`;

/** A user of that id who is seen to live; what is in the way of it is observed. */
async function living(context: CheckContext, id: string, observations: Observation[]): Promise<User | undefined> {
  const about = `a user whose id has ${id.length} characters`;
  try {
    const user = await createUnusualUser(context, { id });
    const { state, exchanges, notJudged } = await context.users.watchLiving(user);
    if (state === 'living' || state === 'presumed') return user;
    const unseen = notJudged ?? unobservable(`${about} was created and not seen to live.`);
    observations.push({ about, exchanges, notJudged: unseen });
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    observations.push({ about, exchanges: error.exchanges, notJudged: error.notJudged });
  }
  return undefined;
}

/**
 * An accepted deletion again, of two users who are seen to be two. What nobody can be created with is nobody's id: then it
 * was somebody else's deletion that was accepted.
 * @param dead the look at the user who died
 */
async function asTwo(context: CheckContext, length: number, named: number, dead: Observation): Promise<Observation> {
  const begin = beginning(context);
  const about = `the user with the first ${length} characters of an id of ${named}`;
  try {
    const { user: one, exchange } = await context.users.create({ id: longer(begin, named), marker: 0 });
    if (!one) return isRefused(exchange) ? dead : { about, exchanges: [exchange], notJudged: notObserved(UNMADE) };
    const other = await createUnusualUser(context, { id: begin.padEnd(length, 'x'), marker: 1 });
    await requireTwo(context, [one, other]);
    const draft = context.deletion([one.id]);
    const answer = await sendJudged(context, { draft, role: 'act', about, conforms: true });
    if (isAccepted(context, answer.exchange)) await context.users.wasDeleted(one, answer.exchange.at);
    return await survival(context, other, about, answer.observation.exchanges);
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return { about, exchanges: error.exchanges, notJudged: error.notJudged };
  }
}

const UNMADE = 'Whether the two ids are those of one user could not be tried.';

/** Whether the target refuses for good. */
function isRefused({ response }: Exchange): boolean {
  const status = response?.status ?? 0;
  return status >= 400 && status < 500 && status !== 429;
}
