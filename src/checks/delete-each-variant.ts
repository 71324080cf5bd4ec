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

/** What a requirement with this check may set. */
interface Options {
  /** Variants of users, as the profile creates them; "usual" is the usual user. */
  readonly variants: readonly string[];
  /**
   * Tenant of a second user of the same variant, who keeps everything although both share what the profile gives them. One
   * more is created afterwards, and must not bring the deleted one back.
   */
  readonly secondUser?: 'own' | 'other';
  /** Whether the user is not read before the deletion. */
  readonly unread?: boolean;
  /** Tenant that creates and deletes the user; default: the target's own credentials. */
  readonly tenant?: 'other';
}

const optionsOf = ({ with: parameters }: Pick<Requirement, 'with'>): Options => parameters as unknown as Options;

/**
 * Users of other variants than the usual one, each deleted alone. A variant that the target refuses to create is not
 * observed.
 */
export const deleteEachVariant: Check = {
  name: 'delete-each-variant',
  facts: ['status', 'body', 'listed', 'victim', 'firstLook', 'bystander', 'kept'],
  with: {
    required: ['variants'],
    properties: {
      variants: { type: 'array', items: { type: 'string' }, minItems: 1 },
      secondUser: { enum: ['own', 'other'] },
      unread: { type: 'boolean' },
      tenant: { enum: ['other'] },
    },
  },
  needs(requirement) {
    const { variants, secondUser } = optionsOf(requirement);
    return { deleted: variants.length, preserved: secondUser ? 2 * variants.length : 0 };
  },
  special: () => true,
  async run(context) {
    const { variants, tenant, secondUser } = optionsOf(context.requirement);
    if ([tenant, secondUser].includes('other') && !context.authenticators.other)
      return [{ about: 'a user', exchanges: [], notJudged: noSecondTenant(context.vendor.profile.env) }];
    const observations: Observation[] = [];
    for (const variant of variants) observations.push(...(await orNotJudged(variant, () => deleted(context, variant))));
    return observations;
  },
};

async function orNotJudged(variant: string, run: () => Promise<Observation[]>): Promise<Observation[]> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
    return [{ about: nameOf(variant), exchanges: error.exchanges, notJudged: error.notJudged }];
  }
}

const nameOf = (variant: string): string =>
  variant === 'usual' ? 'a user' : `a user who is created otherwise (${variant})`;

async function deleted(context: CheckContext, variant: string): Promise<Observation[]> {
  const { secondUser, unread = false, tenant } = optionsOf(context.requirement);
  const how: UserOptions = { marker: 0, ...(variant === 'usual' ? {} : { variant }) };
  const other = secondUser && (await secondUserOf(context, { ...how, tenant: secondUser }, variant));
  const created = await made(context, { ...how, ...(tenant ? { tenant } : {}) }, variant);
  const victim = unread ? created : (await seenLiving(context, created, variant)).user;
  const answer = await sendDeletion(context, [victim], `the deletion of ${nameOf(variant)}`);
  // A user that was never read and that the deletion does not know may never have existed.
  if (unread && !isAccepted(context, answer.exchange)) return [unproven(variant, answer)];
  const about = nameOf(variant);
  const effect = await effectOfDeletion(context, victim, [answer], about);
  if (!other) return [answer.observation, ...effect];
  const acts = [answer.exchange];
  const spared = [await bystander(context, other.user, acts), await keepsEverything(context, other, acts)];
  const late = await orNotJudged(variant, () => afterAnother(context, variant, { how, victim, answer }));
  return [answer.observation, ...effect, ...spared, ...late];
}

/** The state of the deleted user after another one was created in the same way. */
async function afterAnother(
  context: CheckContext,
  variant: string,
  { how, victim, answer }: { how: UserOptions; victim: User; answer: JudgedResponse },
): Promise<Observation[]> {
  const { exchanges } = await made(context, how, variant);
  const about = `${nameOf(variant)}, after another one was created like it`;
  const late = await effectOfDeletion(context, victim, [answer], about);
  return late.map((one) => ({ ...one, exchanges: [...exchanges, ...one.exchanges] }));
}

async function secondUserOf(context: CheckContext, options: UserOptions, variant: string): Promise<SeenLiving> {
  return seenLiving(context, await made(context, options, variant), variant);
}

/** @throws NotJudgedError, `not-observed`, where the target does not create such users */
async function made(context: CheckContext, options: UserOptions, variant: string): Promise<User> {
  const { user, exchange } = await context.users.create(options);
  if (user) return user;
  const answered = describeAnswer(exchange, context.vendor.profile.errors.code);
  const refused = notObserved(`The target creates no such user (${variant}): answered ${answered}.`);
  throw new NotJudgedError(whyNotJudged(exchange, 'The creation') ?? refused, [exchange]);
}

async function seenLiving(context: CheckContext, user: User, variant: string): Promise<SeenLiving> {
  const look = await context.users.watchLiving(user);
  const exchanges = [...user.exchanges, ...look.exchanges];
  if (look.state === 'living' || look.state === 'presumed') return { user: { ...user, exchanges }, look };
  throw new NotJudgedError(look.notJudged ?? unobservable(`${nameOf(variant)} is not shown by any read.`), exchanges);
}

function unproven(variant: string, { exchange, observation }: JudgedResponse): Observation {
  const notJudged = notObserved(`Nothing showed ${nameOf(variant)}, and the deletion was not accepted.`);
  return { about: nameOf(variant), exchanges: [...observation.exchanges, exchange], notJudged };
}
