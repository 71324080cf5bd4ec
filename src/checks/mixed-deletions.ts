import type { Exchange } from '../http/types.ts';
import { isLost } from '../users/responses.ts';
import type { User } from '../users/types.ts';
import { sendControl } from './steps/control.ts';
import { survival } from './steps/fault-family.ts';
import { answerFacts, isAccepted, listedFacts, sameAnswer } from './steps/response-facts.ts';
import { effectOfDeletion } from './steps/user-effects.ts';
import { whyNotJudged } from './steps/why-not-judged.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** Deletions under way together, and the places at which they name a user. */
const AT_ONCE = 16;
const KNOWN_AT: readonly number[] = [4, 11];

/** Whatever surrounds the target may lose an answer once or twice (A49). */
const MOST_TRIES = 3;

/** One of the deletions, and who it names; nobody: an unknown id. */
interface Sent {
  readonly id: string;
  readonly user: User | undefined;
  readonly exchange: Exchange;
}

/** Sixteen deletions at once, of users and of ids that nobody has: all are served, and each answer fits its own request. */
export const mixedDeletions: Check = {
  name: 'mixed-deletions',
  facts: ['status', 'body', 'fits', 'victim', 'firstLook'],
  together: true,
  needs: () => ({ deleted: KNOWN_AT.length, preserved: 0 }),
  async run(context) {
    const lost = new Map<number, number>();
    for (let left = MOST_TRIES - 1; ; left -= 1) {
      const users = await context.users.acquire(...KNOWN_AT.map(() => ({})));
      const control = await sendControl(context);
      const sent = await allAtOnce(context, users);
      for (const [at, { exchange }] of sent.entries()) if (isLost(exchange)) lost.set(at, (lost.get(at) ?? 0) + 1);
      // What was answered in one of the tries is not what the server cannot serve.
      const isWeather = (at: number): boolean => (lost.get(at) ?? 0) < MOST_TRIES;
      if (!sent.some(({ exchange }) => isLost(exchange))) return judged(context, sent, control, isWeather);
      // That the target itself is silent accuses nobody.
      const after = await sendControl(context);
      if (left === 0) return judged(context, sent, after, isWeather);
      for (const { user, exchange } of sent)
        if (user) await survival(context, user, 'a user of a lost try', [exchange]);
    }
  },
};

async function allAtOnce(context: CheckContext, users: readonly User[]): Promise<Sent[]> {
  return Promise.all(
    Array.from({ length: AT_ONCE }, async (_, at): Promise<Sent> => {
      const user = users[KNOWN_AT.indexOf(at)];
      const id = user?.id ?? context.unknownId();
      const about = `${user ? 'a user' : 'an unknown id'}, ${at + 1} of ${AT_ONCE} deletions at once`;
      const exchange = await context.send(context.deletion([id]), {
        role: 'act',
        about,
        conforms: true,
        together: true,
      });
      return { id, user, exchange };
    }),
  );
}

async function judged(
  context: CheckContext,
  sent: readonly Sent[],
  control: Exchange,
  isWeather: (at: number) => boolean,
): Promise<Observation[]> {
  const answers = sent.map((one, at) => answerOf(context, one, control, isWeather(at)));
  const effects: Observation[] = [];
  for (const { user, exchange } of sent) {
    const observation = answers.find(({ exchanges }) => exchanges.includes(exchange));
    if (user && observation) effects.push(...(await effectOfDeletion(context, user, [{ observation, exchange }])));
  }
  return [...answers, ...effects];
}

function answerOf(
  context: CheckContext,
  { id, user, exchange }: Sent,
  control: Exchange,
  isWeather: boolean,
): Observation {
  const about = `${user ? 'the deletion of a user' : 'the deletion of an unknown id'} among ${AT_ONCE} at once`;
  const exchanges = [control, exchange];
  const { error, response } = exchange;
  if (error?.kind === 'unsent' || error?.reused || response?.status === 429 || (isWeather && isLost(exchange))) {
    const notJudged = whyNotJudged(exchange, 'The request');
    if (notJudged) return { about, exchanges: [exchange], notJudged };
  }
  const { listed = user ? 'all' : 'none' } = listedFacts(context, exchange, [id]) as { listed?: string };
  const fits = user
    ? isAccepted(context, exchange) && listed === 'all'
    : sameAnswer(context, exchange, control) && listed !== 'others';
  return { about, exchanges, facts: { ...answerFacts(exchange), fits } };
}
