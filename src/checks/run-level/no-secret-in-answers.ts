import { describeFinding, evidenceOf, shownBy } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/** No response holds a secret or a stack trace. */
export const noSecretInAnswers: RunLevelCheck = {
  name: 'no-secret-in-answers',
  facts: ['secret', 'stackTrace', 'internals', 'foreignUsers'],
  observe(_, { findings }) {
    return findings.map((one) => ({
      about: describeFinding(one),
      facts: one.facts,
      evidence: evidenceOf(one),
      ...shownBy(one),
    }));
  },
};
