import type { InvalidCredentials } from '../auth/types.ts';
import type { Exchange } from '../http/types.ts';
import type { User } from '../users/types.ts';
import { observationOf } from './steps/user-effects.ts';
import { sendControl } from './steps/control.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { answeredAt, isAccepted, sameAnswer } from './steps/response-facts.ts';
import {
  sendWithInvalidCredentials,
  byWeight,
  isUsable,
  triable,
  type UsableCredentials,
} from './steps/invalid-credentials.ts';
import { observeHeaders } from './steps/same-headers.ts';
import { observeText, type Pair } from './steps/same-text.ts';
import type { Check, CheckContext, Observation } from './types.ts';
import { inconclusive, notObserved } from '../verdict/not-judged.ts';

/** With broken credentials, a known and an unknown user are answered alike (A4), in the text (A41) and the header as well. */
export const userEnumeration: Check = {
  name: 'user-enumeration',
  facts: ['sameAnswer', 'sameText', 'sameHeaders', 'victim'],
  needs: () => ({ deleted: 0, preserved: 1, shared: 1 }),
  badCredentials: (_, { authenticators }) => pairable(authenticators.own.invalidCredentials).map(() => 2),
  async run(context) {
    const take = async () => (await context.users.acquire({ shared: true }))[0] as User;
    let user = await take();
    const control = await sendControl(context);
    const observations: Observation[] = [];
    const pairs: Pair[] = [];
    for (const invalid of triable(context, pairable(context.authenticators.own.invalidCredentials))) {
      const asking = askingAbout(context, invalid, user, control);
      const unknown = await asking.unknown();
      const known = await asking.known();
      const exchanges = [...new Set([...unknown.observation.exchanges, ...known.observation.exchanges])];
      const about = `${invalid.description}: a known and an unknown user`;
      const notJudged = unknown.observation.notJudged ?? known.observation.notJudged;
      if (notJudged) observations.push({ about, exchanges, notJudged });
      else if (isAccepted(context, known.exchange)) {
        // Accepted broken credentials hide nothing and are charged to the requirements about them.
        await context.users.wasDeleted(user, answeredAt(known.exchange));
        observations.push({
          about,
          exchanges,
          notJudged: notObserved(`${invalid.description}: accepted, so nothing is hidden.`),
        });
        user = await take();
        pairs.length = 0;
      } else {
        const pair = { about, asking, unknown: unknown.exchange, known: known.exchange };
        pairs.push(pair);
        observations.push(
          { about, exchanges, facts: { sameAnswer: alike(context, unknown.exchange, known.exchange) } },
          await observeText(context, pair),
        );
      }
    }
    if (pairs.length > 0) observations.push(await observeHeaders(context, pairs));
    // What was not tried, or not judged, states this itself.
    if (observations.every(({ notJudged }) => notJudged?.verdict === 'not-observed'))
      observations.push(nothingRefused());
    return [...observations, observationOf('victim', 'the known user', await context.users.survives(user))];
  },
};

/** Sends a deletion with the same invalid credentials of the user, or of an id that nobody has. */
function askingAbout(context: CheckContext, invalid: UsableCredentials, user: User, control: Exchange) {
  const send = (id: string, living: boolean): Promise<JudgedResponse> =>
    // A refused caller changes nothing: what was lost may simply be sent again.
    sendWithInvalidCredentials(context, invalid, [id], { control, mayMatchControl: true, living, repeatable: true });
  return {
    known: () => send(user.id, true),
    unknown: () => send(context.unknownId(), false),
  };
}

/**
 * A set of invalid credentials that sends twice would use what it keeps up with the first of the two users; near forms of
 * one set are as many as a list can hold.
 */
function pairable(invalidCredentials: readonly InvalidCredentials[]): UsableCredentials[] {
  return byWeight(invalidCredentials.filter(isUsable).filter(({ prepare, minor }) => !prepare && !minor));
}

/** Without one refusal there was nothing that could hide anybody. */
function nothingRefused(): Observation {
  const message = 'No invalid credentials were refused, so there is no refusal to compare.';
  return { about: 'broken credentials', exchanges: [], notJudged: inconclusive('control', message) };
}

/** Two requests that both got no answer were answered alike as well. */
function alike(...[context, one, other]: Parameters<typeof sameAnswer>): boolean {
  return sameAnswer(context, one, other) || (!one.response && !other.response);
}
