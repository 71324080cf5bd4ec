import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { HeaderLines } from '../../../../src/http/types.ts';
import { loadOnce, type KnotRun } from '../../run/in-process.ts';
import { generatedWrongs } from '../generated.ts';
import { answer } from '../wire.ts';
import { deleteAll, idsOf, ownTenant, type Wrong } from './tools.ts';

/** Every generated request in turn, treated wrongly. */
export async function inputWrongs(): Promise<readonly Wrong[]> {
  return generatedWrongs<KnotRun>({
    vendor: await loadOnce('knot'),
    sampleId: 'nobody-a0000000000000000-000000000000',
    accepted: () => answer(200, { message: 'Success' }),
    crashed: answer(500, { message: 'Server Error' }),
    unprocessable: answer(422, {
      error_type: 'INVALID_REQUEST',
      error_code: 'INVALID_FIELD',
      error_message: 'The request was not understood.',
    }),
    // K3: status 400; K4 and K8: 400 is wished; K26 and A17: ignoring is wished; K29: 400 alone. K5 to K7, K9: open.
    unprocessableGrades: {
      'missing-id-is-refused': 'fail',
      'null-as-id-is-refused': 'warn',
      'empty-id-is-refused': 'warn',
      'unusable-body-is-refused': 'warn',
      'object-in-an-array-is-refused': 'warn',
      'further-members-are-ignored': 'warn',
      'charset-is-accepted': 'warn',
      'wildcard-as-id-is-refused': 'fail',
    },
    mayAccept: [
      'number-as-id-is-understood-or-refused',
      'other-media-type-is-understood-or-refused',
      'padded-id-is-understood-or-refused',
      'blank-id-is-understood-or-refused',
    ],
    obeyed: (isCase) => ({
      behaviour: {
        handle(call) {
          const { request, body } = call;
          const headers: HeaderLines = [...request.headers];
          if (call.operation === 'deletion' && isCase({ method: request.method, headers, body })) {
            const own = ownTenant(call);
            const named = idsOf(own).filter((id) => body.includes(id));
            for (const id of named) own.users.delete(id);
            if (named.length === 0) deleteAll(own);
          }
          return KNOT.handle(call);
        },
      },
    }),
  });
}
