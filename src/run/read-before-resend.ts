import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { UserObservation } from '../users/types.ts';
import type { RefusalGuard } from './resend-guard.ts';

/** Thrown where the user was gone whose deletion was refused for now: it is not sent again (A48). */
export class GoneAlready extends Error {
  override readonly name = 'GoneAlready';

  constructor() {
    super('The user was gone whose deletion was refused for now.');
  }
}

/**
 * Guards deletions outside of requirements, where nothing is judged: before one that was refused for now is sent again,
 * its user is read.
 * @param observe looks at the user that this request deletes; undefined: it deletes none
 */
export function createReadFirstGuard(
  observe: (draft: UnsignedRequest) => Promise<UserObservation> | undefined,
): RefusalGuard {
  return {
    sending: () => undefined,
    answered: () => undefined,
    async refused(draft) {
      const observation = await observe(draft);
      if (observation?.state === 'gone' || observation?.state === 'terminating') throw new GoneAlready();
    },
  };
}
