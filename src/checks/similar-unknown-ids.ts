import { namesOnly, similarIds, type SimilarId } from '../contract/id-transformations/neighbours.ts';
import type { Exchange } from '../http/types.ts';
import type { User } from '../users/types.ts';
import { NotJudgedError } from '../users/not-judged-error.ts';
import { isDead, survival } from './steps/fault-family.ts';
import { sendControl } from './steps/control.ts';
import { sendJudged, type JudgedResponse } from './steps/judged-request.ts';
import { isAccepted } from './steps/response-facts.ts';
import { twoUsers } from './steps/two-users.ts';
import { sendUnknownId } from './steps/unknown-ids.ts';
import { createLivingUnusualUser } from './steps/unusual-users.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/**
 * Deletions of ids that nobody has and that a transformation takes for a living user's: that user lives on. A refused
 * one must spare them; of an accepted one both ids get a user first, and only two that are seen to be two are judged
 * (A22). Then the success was one for nobody (`falseSuccess`). All are aimed at one user, and taken apart where that one
 * dies.
 */
export const similarUnknownIds: Check = {
  name: 'similar-unknown-ids',
  facts: ['status', 'body', 'likeControl', 'victim', 'falseSuccess'],
  with: {
    required: ['id', 'transformations'],
    properties: { id: { type: 'string' }, transformations: { type: 'array', items: { type: 'string' }, minItems: 1 } },
  },
  needs: () => ({ deleted: 0, preserved: 1 }),
  special: () => true,
  async run(context) {
    let victim = await newVictim(context);
    const control = await sendControl(context);
    const observations: Observation[] = [];
    let left = variantsOf(context, victim.id).map((_, index) => index);
    for (;;) {
      const sent = await sendAll(context, victim, control, left);
      const accepted = sent.filter(({ answer }) => isAccepted(context, answer.exchange));
      observations.push(...sent.map(({ answer }) => answer.observation), ...(await pairsOf(context, accepted)));
      const seen = await survivalOf(context, victim, sent);
      if (!isDead(seen)) return [...observations, seen, ...(accepted.length > 0 ? [] : [noSuccess(sent)])];
      if (accepted.length === 0)
        return [...observations, noSuccess(sent), (await culprit(context, control, sent)) ?? seen];
      // What was accepted may be one user under two spellings; the pair has shown whether it is. The others were perhaps
      // refused because that user was gone already: they need one who lives.
      left = sent.filter((one) => !accepted.includes(one)).map(({ index }) => index);
      if (left.length === 0) return observations;
      victim = await newVictim(context);
    }
  },
};

const PLAIN = /^[\w.-]+$/;

/** The looks are taken together: where a deletion may show late, each waits for it. */
async function pairsOf(context: CheckContext, accepted: readonly Sent[]): Promise<Observation[]> {
  const looks: (() => Promise<Observation[]>)[] = [];
  for (const sent of accepted) looks.push(await asTwo(context, sent));
  return (await Promise.all(looks.map((look) => look()))).flat();
}

function noSuccess(sent: readonly Sent[]): Observation {
  const exchanges = sent.map(({ answer }) => answer.exchange);
  return { about: `${sent.length} ids that nobody has`, exchanges, facts: { falseSuccess: false } };
}

/** One of the ids, by its place among the variants, and what became of its deletion. */
interface Sent {
  readonly index: number;
  readonly answer: JudgedResponse;
}

async function sendAll(
  context: CheckContext,
  victim: User,
  control: Exchange,
  indexes: readonly number[],
): Promise<Sent[]> {
  const variants = variantsOf(context, victim.id);
  const sent: Sent[] = [];
  for (const index of indexes) {
    sent.push({ index, answer: await sendSimilar(context, variants[index] as SimilarId, control) });
  }
  return sent;
}

function survivalOf(context: CheckContext, victim: User, sent: readonly Sent[]): Promise<Observation> {
  const acts = [...new Set(sent.flatMap(({ answer }) => answer.observation.exchanges))];
  return survival(context, victim, `the user that ${sent.length} unknown ids resemble`, acts);
}

/** Any target has users of plain ids; one with other characters may be refused (A21). */
async function newVictim(context: CheckContext): Promise<User> {
  const id = context.idFiller()(context.requirement.with['id'] as string);
  if (!PLAIN.test(id)) return createLivingUnusualUser(context, id);
  return (await context.users.acquire({ id }))[0] as User;
}

/** Those that can name nobody else, or in a hazardous requirement the others. */
function variantsOf(context: CheckContext, id: string): SimilarId[] {
  const { hazardous, with: given } = context.requirement;
  const run = context.idFiller()('{run}');
  return similarIds(id, given['transformations'] as string[]).filter((one) => namesOnly(one.id, run) !== hazardous);
}

function variant(context: CheckContext, id: string, index: number): SimilarId {
  return variantsOf(context, id)[index] as SimilarId;
}

function sendSimilar(
  context: CheckContext,
  { id: named, does }: SimilarId,
  control: Exchange,
): Promise<JudgedResponse> {
  const about = `the unknown id ${JSON.stringify(named)}, which a server that ${does} takes for the user's`;
  return sendUnknownId(context, named, about, control);
}

/**
 * An accepted deletion again, of two users who are seen to be two.
 * @returns the look at the other one; that they are two shows that nobody had the id when it was accepted at first
 */
async function asTwo(context: CheckContext, { index, answer: first }: Sent): Promise<() => Promise<Observation[]>> {
  const id = context.idFiller()(context.requirement.with['id'] as string);
  const { id: named, does } = variant(context, id, index);
  const about = `the user whose id a server that ${does} reads in ${JSON.stringify(named)}`;
  const orNotJudged = async <T>(act: () => Promise<T>): Promise<T | Observation> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof NotJudgedError)) throw error;
      return { about, exchanges: error.exchanges, notJudged: error.notJudged };
    }
  };
  const deleted = await orNotJudged(async () => {
    const [one, other] = await twoUsers(context, [named, id]);
    const answer = await sendJudged(context, { draft: context.deletion([named]), role: 'act', about, conforms: true });
    if (isAccepted(context, answer.exchange)) await context.users.wasDeleted(one, answer.exchange.at);
    return { other, acts: answer.observation.exchanges };
  });
  if (!('other' in deleted)) return () => Promise.resolve([deleted]);
  const forNobody = `the first answer to ${JSON.stringify(named)}, which nobody had`;
  const { exchanges } = first.observation;
  return async () => [
    await orNotJudged(() => survival(context, deleted.other, about, deleted.acts)),
    { about: forNobody, exchanges, facts: { falseSuccess: true } },
  ];
}

/** The first refused deletion that takes a user of its own with it. */
async function culprit(
  context: CheckContext,
  control: Exchange,
  sent: readonly { readonly index: number }[],
): Promise<Observation | undefined> {
  try {
    for (const { index } of sent) {
      const user = await newVictim(context);
      const { observation } = await sendSimilar(context, variant(context, user.id, index), control);
      const seen = await survival(
        context,
        user,
        `the user, after the deletion of ${observation.about}`,
        observation.exchanges,
      );
      if (isDead(seen)) return seen;
    }
  } catch (error) {
    if (!(error instanceof NotJudgedError)) throw error;
  }
  return undefined;
}
