import { isDeepStrictEqual } from 'node:util';
import type { SharedAnswers, SharedQuestion } from '../users/types.ts';

/** Counts the questions of each kind: `claim 1`, `claim 2`. */
function numbering(): (what: SharedQuestion) => string {
  const counts = new Map<SharedQuestion, number>();
  return (what) => {
    const count = (counts.get(what) ?? 0) + 1;
    counts.set(what, count);
    return `${what} ${count}`;
  };
}

/** Asks, and keeps the answers that are not the usual ones. */
export function keptAnswers(): { readonly shared: SharedAnswers; readonly answers: Record<string, unknown> } {
  const answers: Record<string, unknown> = {};
  const name = numbering();
  const keep = <T>(question: string, usual: T, answer: T): T => {
    // A copy of its present state: the receiver may change it.
    if (!isDeepStrictEqual(answer, usual)) answers[question] = structuredClone(answer);
    return answer;
  };
  return {
    answers,
    shared: {
      now: (what, usual, ask) => keep(name(what), usual, ask()),
      async later(what, usual, ask) {
        const question = name(what);
        return keep(question, usual, await ask());
      },
    },
  };
}

/** Returns what was kept, and the usual answer where nothing was. Nothing is asked again. */
export function repeatedAnswers(answers: Readonly<Record<string, unknown>>): SharedAnswers {
  const name = numbering();
  const kept = <T>(question: string, usual: T): T =>
    structuredClone(Object.hasOwn(answers, question) ? (answers[question] as T) : usual);
  return {
    now: (what, usual) => kept(name(what), usual),
    later: async (what, usual) => kept(name(what), usual),
  };
}
