import { evidenceOf } from './observation.ts';
import type { ContractFinding, RunLevelCheck } from './types.ts';

/** Pieces of evidence for one answer: the usual one needs no more to be seen next to the others. */
const MOST_SHOWN = 2;

/** What comes from the network, a limit or a lock-out: no answer to the request itself (A40). */
const APART: readonly number[] = [401, 403, 423, 429, 502, 503, 504];

/** Requests that are equal but for an id that nobody has get one status and code through the whole run. */
export const equalAnswers: RunLevelCheck = {
  name: 'equal-answers',
  facts: ['sameAnswer'],
  observe(_, { findings }) {
    const controls = findings.filter(({ control, status }) => control !== undefined && !APART.includes(status));
    const byAnswer = new Map<string, ContractFinding[]>();
    for (const one of controls) byAnswer.set(one.control ?? '', [...(byAnswer.get(one.control ?? '') ?? []), one]);
    const most = Math.max(...[...byAnswer.values()].map(({ length }) => length));
    const usual = [...byAnswer].find(([, those]) => those.length === most)?.[0];
    return [...byAnswer].map(([answer, those]) => ({
      about: `${those.length} of ${controls.length} equal requests (valid credentials, an unknown id) were answered ${answer}`,
      facts: { sameAnswer: answer === usual },
      evidence: those.flatMap(evidenceOf).slice(0, MOST_SHOWN),
    }));
  },
};
