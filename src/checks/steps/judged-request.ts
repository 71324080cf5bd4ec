import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { Exchange } from '../../http/types.ts';
import { isLost } from '../../users/responses.ts';
import type { NotJudged } from '../../verdict/types.ts';
import { brokenControl, matchedControl } from './control.ts';
import { byGateway } from './gateway.ts';
import { answerFacts, sameAnswer } from './response-facts.ts';
import { whyNotJudged } from './why-not-judged.ts';
import type { Observation, CheckContext, Sending } from '../types.ts';

/** A request whose answer is judged. */
export interface JudgedRequest extends Sending {
  readonly draft: UnsignedRequest;
  readonly about: string;
  readonly conforms: boolean;
  /** The control that was sent before it; absent for a valid act, whose control is sent only if it is needed. */
  readonly control?: Exchange;
  /** True where a right answer may equal the control's: legal variations, and faults that only their effect judges. */
  readonly mayMatchControl?: boolean;
  /** Whether it may be sent again as it is: it names no user, or one who must survive it however often it is sent. */
  readonly repeatable?: boolean;
}

/** What came of a question: either the facts of its answer or why it cannot be judged. */
export interface JudgedResponse {
  readonly observation: Observation;
  /** The exchange that decided. */
  readonly exchange: Exchange;
}

/** This many tries without an answer are a fault of the target. */
const MOST_TRIES = 3;

/** A connection that the server had closed counts for nothing, and so seldom happens twice. */
const MOST_REPETITIONS = 6;

/**
 * Sends one judged request. Silence, a reset and a gateway's 502, 503, 504 are judged only when they come three times in
 * three tries, each with a control that is answered (A49): here where the request may simply be repeated, else the
 * requirement is repeated whole, with fresh users, for what is not judged now. 429 is never judged.
 */
export async function sendJudged(context: CheckContext, request: JudgedRequest): Promise<JudgedResponse> {
  const { about, control: before, repeatable = false } = request;
  const exchanges = before ? [before] : [];
  // A further try names another user, and is a try of the same request all the same.
  const tried = about.replace(/[0-9a-f-]{8,}/g, '#');
  let unanswered = 0;
  for (let tries = 1; ; tries += 1) {
    const exchange = await send(context, request);
    exchanges.push(exchange);
    if (!isLost(exchange)) {
      context.tries.answered(tried);
      const notJudged = whyNotJudged(exchange, 'The request') ?? unnoticed(context, request, exchange);
      return notJudged ? notJudgedResponse(request, exchanges, notJudged) : answered(context, request, exchanges);
    }
    const control = await context.control();
    exchanges.push(control);
    const broken = brokenControl(control);
    if (broken) return notJudgedResponse(request, exchanges, broken, exchange);
    // That the server closed a connection which it had kept open shows nothing about this request.
    if (!exchange.error?.reused) unanswered = repeatable ? unanswered + 1 : context.tries.unanswered(tried);
    if (unanswered >= MOST_TRIES) return answered(context, request, exchanges, exchange);
    if (!repeatable || tries === MOST_REPETITIONS)
      return notJudgedResponse(request, exchanges, whyNotJudged(exchange, 'The request'), exchange);
  }
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
