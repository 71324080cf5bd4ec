import { describeFinding, evidenceOf, ofTheApi, shownBy } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/** What the contract states about the responses of one operation with one status. */
export const responseContract: RunLevelCheck = {
  name: 'response-contract',
  facts: ['schema', 'json', 'mediaType', 'bom', 'compression'],
  with: {
    required: ['operation', 'status'],
    properties: { operation: { type: 'string' }, status: { type: 'integer' } },
  },
  observe({ with: { operation, status }, level }, run) {
    const isSetUp = level !== 'MUST';
    return (
      ofTheApi(run)
        .filter((one) => one.operation === operation && one.status === status && one.documented)
        // Requirements of set-up operations judge only answers to valid requests.
        .filter(({ conforms }) => conforms || !isSetUp)
        .map((one) => ({ about: describeFinding(one), facts: one.facts, evidence: evidenceOf(one), ...shownBy(one) }))
    );
  },
};
