import { describeFinding, evidenceOf, shownBy } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/** No response holds a secret, a stack trace, or what belongs to others or to users who are gone. */
export const noSecretInAnswers: RunLevelCheck = {
  name: 'no-secret-in-answers',
  facts: ['secret', 'secretPart', 'stackTrace', 'internals', 'foreignUsers', 'erasedData'],
  observe(_, { findings }) {
    return findings.map((one) => ({
      about: describeFinding(one),
      facts: one.facts,
      evidence: evidenceOf(one),
      ...shownBy(one),
    }));
  },
};
