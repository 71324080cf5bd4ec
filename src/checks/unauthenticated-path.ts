import { spellingsOf, type PathSpelling } from '../contract/path-spellings.ts';
import type { Exchange, HeaderLines } from '../http/types.ts';
import type { User } from '../users/types.ts';
import { listIn } from '../contract/ids-place.ts';
import { matches } from '../verdict/condition.ts';
import { sendControl } from './steps/control.ts';
import type { JudgedResponse } from './steps/judged-request.ts';
import { answerFacts, bodyOf, isSuccess } from './steps/response-facts.ts';
import { sharedEffect, type SentFault } from './steps/shared-victim.ts';
import { sendWithoutCredentials } from './steps/without-credentials.ts';
import type { Check, CheckContext, Observation } from './types.ts';

/** Other spellings of the deletion's path without credentials, with the id of a living user (A36). */
export const unauthenticatedPath: Check = {
  name: 'unauthenticated-path',
  facts: ['access', 'victim'],
  badCredentials: (_, { vendor }) => [...spellingsOf(pathOf(vendor)).map(() => 1), 1],
  needs: () => ({ deleted: 0, preserved: 1, shared: 1 }),
  async run(context) {
    const [victim] = (await context.users.acquire({ shared: true })) as [User];
    const control = await sendControl(context);
    const sent: SentFault[] = [];
    for (const spelling of spellingsOf(context.deletion([victim.id]).path).slice(0, context.mayTry)) {
      const description = `no credentials, and the path with ${spelling.description}`;
      const sendNaming = ({ id }: Pick<User, 'id'>) => sendTo(context, spelling, id, description, control);
      sent.push({ fault: { description, sendNaming }, answer: await sendNaming(victim) });
    }
    const rewritten = sent.length >= context.mayTry ? [] : [await openPath(context, victim, control)];
    const effects = await sharedEffect(context, victim, [...sent, ...rewritten]);
    const isCatchAll = await answersAnyPath(context, sent, victim, control);
    return [...sent.map(({ answer }) => withAccess(context, answer, victim.id, isCatchAll)), ...effects];
  },
};

/** Where health is asked for, mostly without credentials. */
const OPEN_PATH = '/health';

/** Headers in which a gateway hands on the path that was asked for; some services route by them. */
const PATH_HEADERS = ['X-Original-URL', 'X-Rewrite-URL'];

/** The path of the deletion in headers, at a path that may be open: only what becomes of the user shows anything. */
async function openPath(context: CheckContext, victim: User, control: Exchange): Promise<SentFault> {
  const description = `no credentials, and the path in ${PATH_HEADERS.join(' and ')} of ${OPEN_PATH}`;
  const base = new URL(context.target.baseUrl).pathname.replace(/\/$/, '');
  const linesOf = (path: string) => PATH_HEADERS.map((name) => [name, `${base}${path}`] as const);
  const sendNaming = ({ id }: Pick<User, 'id'>) =>
    sendTo(context, { spell: () => OPEN_PATH, linesOf }, id, description, control);
  return { fault: { description, sendNaming }, answer: await sendNaming(victim) };
}

/** The documented path of the deletion. */
const pathOf = ({ contract, profile }: CheckContext['vendor']): string =>
  contract.operations.get(profile.deletion.operation)?.path ?? '/';

function sendTo(
  context: CheckContext,
  { spell, linesOf = () => [] }: Pick<PathSpelling, 'spell'> & { linesOf?: (path: string) => HeaderLines },
  id: string,
  about: string,
  control: Exchange,
): Promise<JudgedResponse> {
  const draft = context.deletion([id]);
  const headers = [...draft.headers, ...linesOf(draft.path)];
  return sendWithoutCredentials(context, { ...draft, path: spell(draft.path), headers }, about, control);
}

/** Whether a path that cannot exist is answered like a deletion: then such an answer shows nothing about this one. */
async function answersAnyPath(
  context: CheckContext,
  sent: readonly SentFault[],
  { id }: User,
  control: Exchange,
): Promise<boolean> {
  if (!sent.some(({ answer }) => looksDone(context, answer.exchange, id))) return false;
  const nowhere = context.unknownId();
  const isInPath = typeof context.vendor.profile.deletion.ids !== 'string';
  const above = (path: string): string => (isInPath ? '' : path.slice(0, path.lastIndexOf('/')));
  const spell = (path: string) => `${above(path)}/${encodeURIComponent(nowhere)}`;
  const { exchange } = await sendTo(context, { spell }, id, 'no credentials, and a path that does not exist', control);
  return looksDone(context, exchange, id);
}

function withAccess(context: CheckContext, answer: JudgedResponse, id: string, isCatchAll: boolean): Observation {
  const { observation, exchange } = answer;
  if (!observation.facts) return observation;
  const isDone = !isCatchAll && looksDone(context, exchange, id);
  const access = isDone ? 'documented success' : isSuccess(exchange) ? 'another success' : 'refused';
  return { ...observation, facts: { access } };
}

/** Whether an answer is the vendor's documented success, and speaks of this user where the vendor lists users. */
function looksDone({ vendor }: CheckContext, exchange: Exchange, id: string): boolean {
  const { accepted, listed, operation } = vendor.profile.deletion;
  const body = bodyOf(exchange);
  if (!matches(accepted, answerFacts(exchange))) return false;
  const documented = vendor.contract.operations.get(operation)?.responses.get(exchange.response?.status ?? 0);
  if (listed === undefined) return documented?.mediaType === undefined || (typeof body === 'object' && body !== null);
  return listIn(body, listed)?.includes(id) ?? false;
}
