import type { Check } from '../types.ts';
import { responseContract } from './response-contract.ts';
import { undocumentedStatus } from './undocumented-status.ts';
import { equalAnswers } from './equal-answers.ts';
import { noSecretInAnswers } from './no-secret-in-answers.ts';
import { leftUsersAreDeleted } from './left-users-are-deleted.ts';
import { staysGone } from './stays-gone.ts';
import { stillLives } from './still-lives.ts';
import type { RunLevelCheck } from './types.ts';

/** The checks that are judged from all exchanges of the run when it has ended: nothing runs for them. */
export const RUN_LEVEL: readonly RunLevelCheck[] = [
  responseContract,
  undocumentedStatus,
  equalAnswers,
  noSecretInAnswers,
  staysGone,
  leftUsersAreDeleted,
  stillLives,
];

/** The same as checks that requirements.yaml may name; `run` rejects with an Error. */
export const RUN_LEVEL_CHECKS: readonly Check[] = RUN_LEVEL.map(({ name, facts, with: parameters }) => ({
  name,
  facts,
  ...(parameters ? { with: parameters } : {}),
  async run() {
    throw new Error(`${name} is judged at the end of the run`);
  },
}));
