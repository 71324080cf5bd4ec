import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { SIDE_DOOR, sideDoors } from '../side-doors.ts';
import { ownTenant, type Wrong } from './tools.ts';

/** Deletions by other ways than the documented path and method. */
export const SIDE_DOORS: readonly Wrong[] = sideDoors<KnotRun>({
  path: '/user/delete',
  bodyOf: (id) => JSON.stringify({ external_user_id: id }),
  lettingIn: (through) => ({
    through,
    behaviour: {
      authenticate: (call) => (call.request.headers.has(SIDE_DOOR) ? ownTenant(call) : KNOT.authenticate(call)),
    },
  }),
});
