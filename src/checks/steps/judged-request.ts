import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { Exchange } from '../../http/types.ts';
import type { NotJudged } from '../../verdict/types.ts';
import { brokenControl, matchedControl } from './control.ts';
import { byGateway } from './gateway.ts';
import { answerFacts, sameAnswer } from './response-facts.ts';
import { isGateway, whyNotJudged } from './why-not-judged.ts';
import type { Observation, CheckContext, Sending } from '../types.ts';
import { inconclusive } from '../../verdict/not-judged.ts';

/** A request whose answer is judged. */
export interface JudgedRequest extends Sending {
  readonly draft: UnsignedRequest;
  readonly about: string;
  readonly conforms: boolean;
  /** The control that was sent before it; absent for a valid act, whose control is sent only if it is needed. */
  readonly control?: Exchange;
  /** True where a right answer may equal the control's: legal variations, and faults that only their effect judges. */
  readonly mayMatchControl?: boolean;
}

/** What came of a question: either the facts of its answer or why it cannot be judged. */
export interface JudgedResponse {
  readonly observation: Observation;
  /** The exchange that decided; the second one where the question was asked twice. */
  readonly exchange: Exchange;
}

/**
 * Sends one judged request and classifies 429, gateway errors and missing answers (A2, A9): 429 is never judged; a gateway's
 * 502, 503, 504 only where a faulty request gets it twice while the control is answered; silence only where the
 * control is answered.
 */
export async function sendJudged(context: CheckContext, request: JudgedRequest): Promise<JudgedResponse> {
  const exchange = await send(context, request);
  const exchanges = [...(request.control ? [request.control] : []), exchange];
  // A connection that the server had kept open and closed says nothing of this request.
  if (exchange.error?.kind === 'unsent' || exchange.error?.reused)
    return notJudgedResponse(request, exchanges, whyNotJudged(exchange, 'The request'));
  if (!exchange.response) return unanswered(context, request, exchanges);
  if (isGateway(exchange) && request.role === 'fault') return sentAgain(context, request, exchanges);
  const notJudged = whyNotJudged(exchange, 'The request') ?? unnoticed(context, request, exchange);
  return notJudged ? notJudgedResponse(request, exchanges, notJudged) : answered(context, request, exchanges);
}

function send(
  context: CheckContext,
  { draft, role, about, conforms, sign, written, badCredentials, provoking, together, connection }: JudgedRequest,
): Promise<Exchange> {
  const credentials = { ...(sign ? { sign } : {}), ...(written ? { written } : {}) };
  const how = { ...credentials, ...(badCredentials ? { badCredentials } : {}) };
  const which = { ...(provoking ? { provoking } : {}), ...(together ? { together } : {}) };
  const where = connection ? { connection } : {};
  return context.send(draft, { role, about, conforms, ...how, ...which, ...where });
}

async function unanswered(
  context: CheckContext,
  request: JudgedRequest,
  exchanges: Exchange[],
): Promise<JudgedResponse> {
  const control = await context.control();
  const all = [...exchanges, control];
  const notJudged = brokenControl(control);
  if (notJudged) return notJudgedResponse(request, all, notJudged, exchanges.at(-1));
  return answered(context, request, all, exchanges.at(-1));
}

async function sentAgain(
  context: CheckContext,
  request: JudgedRequest,
  exchanges: Exchange[],
): Promise<JudgedResponse> {
  const control = await context.control();
  const notJudged = brokenControl(control);
  if (notJudged) return notJudgedResponse(request, [...exchanges, control], notJudged, exchanges.at(-1));
  const again = await send(context, request);
  const first = exchanges.at(-1)?.response?.status ?? 0;
  const all = [...exchanges, control, again];
  if (again.response?.status === first) return answered(context, request, all);
  const second = again.response ? `answered ${again.response.status}` : 'not answered';
  const message = `The request got ${first} and, repeated once, ${second}: the network around the target may have caused it.`;
  return notJudgedResponse(request, all, inconclusive('gateway', message));
}

function unnoticed(
  context: CheckContext,
  { control, mayMatchControl }: JudgedRequest,
  exchange: Exchange,
): NotJudged | undefined {
  return control && !mayMatchControl ? matchedControl(context, control, exchange) : undefined;
}

function answered(
  context: CheckContext,
  request: JudgedRequest,
  exchanges: Exchange[],
  decider = last(exchanges),
): JudgedResponse {
  const { control } = request;
  const likeControl = control ? { likeControl: sameAnswer(context, decider, control) } : {};
  const facts = { ...answerFacts(decider), ...likeControl };
  return { exchange: decider, observation: { exchanges, facts, ...byGateway(context, request, decider) } };
}

function notJudgedResponse(
  { about }: JudgedRequest,
  exchanges: Exchange[],
  notJudged: NotJudged | undefined,
  decider = last(exchanges),
): JudgedResponse {
  return { exchange: decider, observation: { about, exchanges, ...(notJudged ? { notJudged } : {}) } };
}

const last = (exchanges: readonly Exchange[]): Exchange => exchanges.at(-1) as Exchange;
