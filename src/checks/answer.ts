import type { DraftRequest } from '../contract/cases/types.ts';
import type { Exchange } from '../exchange/types.ts';
import type { Trouble } from '../verdict/types.ts';
import { brokenControl, matchedControl } from './control.ts';
import { answerFacts, sameAnswer } from './reading.ts';
import { inconclusive, isGateway, surroundings } from './troubles.ts';
import type { Observation, Scene, Sending } from './types.ts';

/** A request whose answer is judged. */
export interface Question extends Sending {
  readonly draft: DraftRequest;
  readonly about: string;
  readonly valid: boolean;
  /** The control that was sent before it; absent for a valid act, whose control is sent only if it is needed. */
  readonly control?: Exchange;
  /** True where a right answer may equal the control's: legal variations, and faults that only their effect judges. */
  readonly mayMatchControl?: boolean;
}

/** What came of a question: either the facts of its answer or why it cannot be judged. */
export interface Answer {
  readonly observation: Observation;
  /** The exchange that decided; the second one where the question was asked twice. */
  readonly exchange: Exchange;
}

/**
 * Sends one judged request and settles what its surroundings make of it (A2, A9): 429 is never judged; a gateway's
 * 502, 503, 504 only where a faulty request gets it twice while the control is answered; silence only where the
 * control is answered.
 */
export async function ask(scene: Scene, question: Question): Promise<Answer> {
  const exchange = await send(scene, question);
  const exchanges = [...(question.control ? [question.control] : []), exchange];
  // A connection that the server had kept open and closed says nothing of this request.
  if (exchange.error?.kind === 'unsent' || exchange.error?.reused)
    return troubled(question, exchanges, surroundings(exchange, 'The request'));
  if (!exchange.response) return unanswered(scene, question, exchanges);
  if (isGateway(exchange) && question.role === 'fault') return askedAgain(scene, question, exchanges);
  const trouble = surroundings(exchange, 'The request') ?? unnoticed(scene, question, exchange);
  return trouble ? troubled(question, exchanges, trouble) : answered(scene, question, exchanges);
}

function send(
  scene: Scene,
  { draft, role, about, valid, sign, badCredentials, provoking, together }: Question,
): Promise<Exchange> {
  const how = { ...(sign ? { sign } : {}), ...(badCredentials ? { badCredentials } : {}) };
  const which = { ...(provoking ? { provoking } : {}), ...(together ? { together } : {}) };
  return scene.send(draft, { role, about, valid, ...how, ...which });
}

async function unanswered(scene: Scene, question: Question, exchanges: Exchange[]): Promise<Answer> {
  const control = await scene.control();
  const all = [...exchanges, control];
  const trouble = brokenControl(control);
  if (trouble) return troubled(question, all, trouble, exchanges.at(-1));
  return answered(scene, question, all, exchanges.at(-1));
}

async function askedAgain(scene: Scene, question: Question, exchanges: Exchange[]): Promise<Answer> {
  const control = await scene.control();
  const trouble = brokenControl(control);
  if (trouble) return troubled(question, [...exchanges, control], trouble, exchanges.at(-1));
  const again = await send(scene, question);
  const first = exchanges.at(-1)?.response?.status ?? 0;
  const all = [...exchanges, control, again];
  if (again.response?.status === first) return answered(scene, question, all);
  const second = again.response ? `answered ${again.response.status}` : 'not answered';
  const message = `The request was answered ${first} and, asked once more, ${second}: its surroundings may have said that.`;
  return troubled(question, all, inconclusive('gateway', message));
}

function unnoticed(scene: Scene, { control, mayMatchControl }: Question, exchange: Exchange): Trouble | undefined {
  return control && !mayMatchControl ? matchedControl(scene, control, exchange) : undefined;
}

function answered(
  scene: Scene,
  { about, control }: Question,
  exchanges: Exchange[],
  decider = last(exchanges),
): Answer {
  const likeControl = control ? { likeControl: sameAnswer(scene, decider, control) } : {};
  return { exchange: decider, observation: { about, exchanges, facts: { ...answerFacts(decider), ...likeControl } } };
}

function troubled(
  { about }: Question,
  exchanges: Exchange[],
  trouble: Trouble | undefined,
  decider = last(exchanges),
): Answer {
  return { exchange: decider, observation: { about, exchanges, ...(trouble ? { trouble } : {}) } };
}

const last = (exchanges: readonly Exchange[]): Exchange => exchanges.at(-1) as Exchange;
