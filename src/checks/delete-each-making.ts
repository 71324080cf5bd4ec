import type { User, UserOptions } from '../users/types.ts';
import { describeAnswer } from '../users/responses.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { keepsEverything, type SeenLiving } from './steps/keeps-everything.ts';
import { isAccepted } from './steps/response-facts.ts';
import { bystander, effectOfDeletion, sendDeletion } from './steps/user-effects.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import type { Requirement } from '../verdict/types.ts';
import { noSecondTenant, notObserved, unobservable } from '../verdict/not-judged.ts';

/** What a requirement with this check may say. */
interface Making {
  /** Variants of users, as the profile creates them; "usual" is the usual user. */
  readonly makings: readonly string[];
  /**
   * Whose other user of the same making keeps everything: where they share what the profile gives both. One more is created
   * afterwards, who must not bring the deleted one back.
   */
  readonly beside?: 'own' | 'other';
  /** Whether nobody looks at the user before the deletion. */
  readonly unread?: boolean;
  /** Who creates the user and deletes them; default: the target's own credentials. */
  readonly tenant?: 'other';
}

const makingOf = ({ with: parameters }: Pick<Requirement, 'with'>): Making => parameters as unknown as Making;

/**
 * Users who came to be in another way than the usual one, each deleted alone. What the target refuses to create is not
 * observed.
 */
export const deleteEachMaking: Check = {
  name: 'delete-each-making',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander', 'kept'],
  with: {
    required: ['makings'],
    properties: {
      makings: { type: 'array', items: { type: 'string' }, minItems: 1 },
      beside: { enum: ['own', 'other'] },
      unread: { type: 'boolean' },
      tenant: { enum: ['other'] },
    },
  },
  needs(requirement) {
    const { makings, beside } = makingOf(requirement);
    return { deleted: makings.length, preserved: beside ? 2 * makings.length : 0 };
  },
  special: () => true,
  async run(context) {
    const { makings, tenant, beside } = makingOf(context.requirement);
    if ([tenant, beside].includes('other') && !context.authenticators.other)
      return [{ about: 'a user', exchanges: [], notJudged: noSecondTenant(context.vendor.profile.env) }];
    const observations: Observation[] = [];
    for (const making of makings) observations.push(...(await orNotJudged(making, () => deleted(context, making))));
    return observations;
  },
};

async function orNotJudged(making: string, run: () => Promise<Observation[]>): Promise<Observation[]> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return [{ about: nameOf(making), exchanges: error.exchanges, notJudged: error.notJudged }];
  }
}

const nameOf = (making: string): string => (making === 'usual' ? 'a user' : `a user who is made otherwise (${making})`);

async function deleted(context: CheckContext, making: string): Promise<Observation[]> {
  const { beside, unread = false, tenant } = makingOf(context.requirement);
  const how: UserOptions = { marker: 0, ...(making === 'usual' ? {} : { variant: making }) };
  const other = beside && (await besideUser(context, { ...how, tenant: beside }, making));
  const created = await made(context, { ...how, ...(tenant ? { tenant } : {}) }, making);
  const victim = unread ? created : (await seenLiving(context, created, making)).user;
  const answer = await sendDeletion(context, [victim], `the deletion of ${nameOf(making)}`);
  // Who was never seen to live and is not known to the deletion was perhaps nobody.
  if (unread && !isAccepted(context, answer.exchange)) return [unproven(making, answer)];
  const about = nameOf(making);
  const effect = await effectOfDeletion(context, victim, [answer], about);
  if (!other) return [answer.observation, ...effect];
  const acts = [answer.exchange];
  const spared = [await bystander(context, other.user, acts), await keepsEverything(context, other, acts)];
  const late = await orNotJudged(making, () => afterAnother(context, making, { how, victim, answer }));
  return [answer.observation, ...effect, ...spared, ...late];
}

/** What the deleted user is once another one was made like them. */
async function afterAnother(
  context: CheckContext,
  making: string,
  { how, victim, answer }: { how: UserOptions; victim: User; answer: JudgedResponse },
): Promise<Observation[]> {
  const { exchanges } = await made(context, how, making);
  const about = `${nameOf(making)}, after another one was made like it`;
  const late = await effectOfDeletion(context, victim, [answer], about);
  return late.map((one) => ({ ...one, exchanges: [...exchanges, ...one.exchanges] }));
}

async function besideUser(context: CheckContext, options: UserOptions, making: string): Promise<SeenLiving> {
  return seenLiving(context, await made(context, options, making), making);
}

/** @throws NotJudgedError, `not-observed`, where the target does not create such users */
async function made(context: CheckContext, options: UserOptions, making: string): Promise<User> {
  const { user, exchange } = await context.users.create(options);
  if (user) return user;
  const answered = describeAnswer(exchange, context.vendor.profile.errors.code);
  const refused = notObserved(`The target creates no such user (${making}): answered ${answered}.`);
  throw new NotJudgedError(whyNotJudged(exchange, 'The creation') ?? refused, [exchange]);
}

async function seenLiving(context: CheckContext, user: User, making: string): Promise<SeenLiving> {
  const look = await context.users.watchLiving(user);
  const exchanges = [...user.exchanges, ...look.exchanges];
  if (look.state === 'living' || look.state === 'presumed') return { user: { ...user, exchanges }, look };
  throw new NotJudgedError(look.notJudged ?? unobservable(`${nameOf(making)} is not shown by any read.`), exchanges);
}

function unproven(making: string, { exchange, observation }: JudgedResponse): Observation {
  const notJudged = notObserved(`Nothing showed ${nameOf(making)}, and the deletion was not accepted.`);
  return { about: nameOf(making), exchanges: [...observation.exchanges, exchange], notJudged };
}
