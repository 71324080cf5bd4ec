import type { Exchange } from '../../http/types.ts';
import { notObserved } from '../../verdict/not-judged.ts';
import type { CheckContext, Observation } from '../types.ts';
import { comparableTexts } from './answer-text.ts';
import type { JudgedResponse } from './judged-request.ts';
import { sameAnswer } from './response-facts.ts';

/** Sends one request about a user, or about an id that nobody has and that is another one each time. */
export interface Asking {
  readonly known: () => Promise<JudgedResponse>;
  readonly unknown: () => Promise<JudgedResponse>;
}

/** Two requests that differ in the user alone. */
export interface Pair {
  /** For a reader: "a wrong secret: a known and an unknown user". */
  readonly about: string;
  readonly unknown: Exchange;
  readonly known: Exchange;
  readonly asking: Asking;
}

/**
 * Whether the texts of the answers about a known and an unknown user mean the same (A41). Only where they differ it is
 * asked again: unknown, unknown, known. So no order in which nodes or texts take turns looks like a difference between
 * the users. Texts of equal requests that differ prove nothing, and neither do those of answers whose status or code
 * differ, which a requirement of their own judges.
 */
export async function observeText(context: CheckContext, pair: Pair): Promise<Observation> {
  const { unknown, known, asking } = pair;
  const about = `the text of the answers: ${pair.about}`;
  const asked = [unknown, known];
  const unjudged = (message: string): Observation => {
    return { about, exchanges: asked, notJudged: notObserved(message), concerns: ['sameText'] };
  };
  if (!sameAnswer(context, unknown, known)) return unjudged(`${about} cannot be compared: status or code differ.`);
  const [first, other] = comparableTexts(asked);
  if (first === other) return { about, exchanges: asked, facts: { sameText: true } };
  for (const again of [asking.unknown, asking.unknown, asking.known]) {
    const { observation, exchange } = await again();
    asked.push(exchange);
    if (!observation.facts || !sameAnswer(context, unknown, exchange))
      return unjudged(`${about} differ, and the requests were answered otherwise when they were sent again.`);
  }
  const [a, b, c, d, e] = comparableTexts(asked);
  if (a !== c || a !== d || b !== e)
    return unjudged(`${about} differ from answer to answer, no matter which user is named.`);
  return { about, exchanges: asked, facts: { sameText: false } };
}
