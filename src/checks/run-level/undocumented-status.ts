import { evidenceOf, ofTheApi, shownBy } from './observation.ts';
import type { RunLevelCheck } from './types.ts';

/** A status that the contract does not document for an operation. */
export const undocumentedStatus: RunLevelCheck = {
  name: 'undocumented-status',
  facts: ['documented'],
  with: { required: ['operation'], properties: { operation: { type: 'string' } } },
  observe({ with: { operation }, level }, run) {
    const isSetUp = level !== 'MUST';
    return (
      ofTheApi(run)
        .filter((one) => one.operation === operation && !one.requirementNamesStatuses && (one.conforms || !isSetUp))
        // What the surroundings state is no answer of the implementation's.
        .filter(({ status: code }) => ![429, 502, 503, 504].includes(code))
        .map((one) => ({
          about: `status ${one.status} (${one.requirement})`,
          facts: { documented: one.documented },
          evidence: evidenceOf(one),
          ...shownBy(one),
        }))
    );
  },
};
