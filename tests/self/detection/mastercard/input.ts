import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { HeaderLines } from '../../../../src/http/types.ts';
import { loadOnce, type MastercardRun } from '../../run/in-process.ts';
import { generatedWrongs } from '../generated.ts';
import { answer } from '../wire.ts';
import { drop, errorOf, idsOf, ownIssuer, type Wrong } from './tools.ts';

/** Every generated request in turn, treated wrongly. */
export async function inputWrongs(): Promise<readonly Wrong[]> {
  return generatedWrongs<MastercardRun>({
    vendor: await loadOnce('mastercard'),
    sampleId: 'c8b38606-12b2-43c6-a641-be8eb0ab9dec',
    accepted: () => answer(202, []),
    crashed: answer(500, errorOf(500, 'SYSTEM_ERROR').body),
    unprocessable: answer(422, errorOf(422, 'INVALID_REQUEST_PARAMETER').body),
    // C4, C5, C8, C18 name one status; C10 and C11 wish for 400; A17: a charset is wished to change nothing.
    unprocessableGrades: {
      'missing-ids-are-refused': 'warn',
      'unusable-body-is-refused': 'warn',
      'id-of-wrong-length-is-refused': 'fail',
      'illegal-character-is-refused': 'fail',
      'id-in-another-spelling-is-refused': 'fail',
      'digits-of-other-scripts-are-refused': 'fail',
      'id-in-braces-or-digits-alone-is-refused': 'fail',
      'number-as-id-is-refused': 'warn',
      'undecodable-id-is-answered': 'warn',
      'list-in-an-object-is-refused': 'warn',
      'confusing-value-is-refused': 'warn',
      'null-or-empty-id-is-refused': 'warn',
      'id-of-other-type-is-refused': 'warn',
      'query-operator-as-id-is-refused': 'warn',
      'empty-list-is-refused': 'fail',
      'five-hundred-and-one-ids-are-refused': 'fail',
      'five-hundred-ids-are-not-too-many': 'fail',
      'other-media-type-is-refused': 'fail',
      'charset-is-accepted': 'warn',
    },
    mayAccept: ['missing-media-type-is-understood-or-refused', 'undecodable-id-is-answered'],
    obeyed: (isCase) => ({
      behaviour: {
        handle(call) {
          const { request, body } = call;
          const headers: HeaderLines = [...request.headers];
          if (call.operation === 'deletion' && isCase({ method: request.method, headers, body })) {
            const own = ownIssuer(call);
            // Of a spoilt id most is right.
            const named = idsOf(own).filter((id) => body.includes(id) || body.includes(id.slice(0, 18)));
            drop(own, (id) => named.length === 0 || named.includes(id));
          }
          return MASTERCARD.handle(call);
        },
      },
    }),
  });
}
