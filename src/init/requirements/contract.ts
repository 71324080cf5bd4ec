import type { Facts } from '../facts.ts';
import { must, should, type Draft } from './requirement.ts';

/** Each documented answer keeps the document, and there is no other. */
export function contractRequirements({ contract, operation }: Facts): Draft[] {
  return [...contract.operations.values()].flatMap((one) => {
    const isDeletion = one === operation;
    const name = one.id
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
      .toLowerCase();
    const judged = isDeletion && !one.reconstructed ? must : should;
    const kept = [...one.responses.keys()].sort().map((status): Draft => ({
      slug: `${name}-${status}-keeps-the-contract`,
      area: 'contract',
      text: `An answer ${status} of ${one.id} keeps the document.`,
      check: 'response-contract',
      with: { operation: one.id, status },
      expect: isDeletion
        ? [
            judged({ json: true }),
            judged({ schema: 'valid' }),
            judged({ mediaType: ['documented', 'missing'] }),
            should({ mediaType: 'documented' }),
            should({ bom: false }),
            should({ compression: ['none', 'asked'] }),
          ]
        : [judged({ json: true }), judged({ schema: 'valid' }), judged({ mediaType: 'documented' })],
    }));
    return [
      ...kept,
      {
        slug: `${name}-has-no-undocumented-status`,
        area: 'contract',
        text: `${one.id} is answered with a documented status.`,
        check: 'undocumented-status',
        with: { operation: one.id },
        expect: [judged({ documented: true })],
      },
    ];
  });
}
