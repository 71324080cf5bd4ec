import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import type { KnotRun } from '../../run/in-process.ts';
import { broken, fails, legal } from '../types.ts';
import { idsOf, refuse, steps, type Right, type Wrong } from './tools.ts';

const ROW = 'unknown-id-that-columns-cut-deletes-nobody';
const ONLY = { requirements: [ROW] };

/** Lengths of columns. */
const LENGTHS = [32, 36, 64, 128, 191, 255] as const;

const IN_BODY = /"external_user_id":"([^"]*)"/;

const named = (id: string, length: number): string => `"external_user_id":"${cut(id, length)}"`;

const cut = (id: string, length: number): string => [...id].slice(0, length).join('');

/** Ids are stored whole, and cut where a user is looked up to be deleted. */
export const COLUMNS: readonly Wrong[] = LENGTHS.flatMap((length) => [
  broken(
    `cuts-at-${length}`,
    `Stores ids whole and cuts the id to delete after ${length} characters.`,
    fails(ROW),
    // The sandbox refuses more than 255 characters, as a server without such a limit would not.
    steps({ readDeletion: (call) => cut(String(call.steps.readProperties(call)['external_user_id']), length) }),
    ONLY,
  ),
  broken(
    `cuts-at-${length}-and-refuses`,
    `Deletes every user whose id has the first ${length} characters of the id, and answers as if nobody had it.`,
    fails(ROW),
    steps({
      async deletion(call, tenant) {
        const id = String(call.steps.readProperties(call)['external_user_id']);
        const isThere = await KNOT.deleteUser(call, tenant, id);
        if (isThere) return KNOT.answerDeleted(call, id);
        tenant.users.delete(cut(id, length));
        return KNOT.answerUnknownUser(call, id);
      },
    }),
    ONLY,
  ),
  // The sandbox refuses longer ids.
  ...(length < 255 ? [comparing(length)] : []),
]);

/** Long ids are refused, or cut wherever they come (A21, A22). */
export const LEGAL_COLUMNS: readonly Right[] = [
  ...LENGTHS.map((length) =>
    legal(
      `column-of-${length}`,
      `Cuts every id after ${length} characters, wherever it comes (A22).`,
      () => cutting(length),
      {},
      ONLY,
    ),
  ),
  ...[50, 100, 200].map((length) =>
    legal(
      `at-most-${length}`,
      `Refuses ids of more than ${length} characters (A21).`,
      steps({
        readProperties(call) {
          const properties = KNOT.readProperties(call);
          const id = properties['external_user_id'];
          return typeof id === 'string' && id.length > length
            ? refuse(400, 'INVALID_REQUEST', 'INVALID_FIELD', 'The id is too long.')
            : properties;
        },
      }),
      {},
      ONLY,
    ),
  ),
];

function comparing(length: number): Wrong {
  return broken(
    `compares-${length}`,
    `Deletes every user whose id has the same first ${length} characters.`,
    fails(ROW),
    steps({
      deleteUser(_call, tenant, id) {
        const alike = idsOf(tenant).filter((one) => cut(one, length) === cut(id, length));
        return alike.map((one) => tenant.users.delete(one)).some(Boolean);
      },
    }),
    ONLY,
  );
}

/** What every request names is cut before it is read. */
function cutting(length: number): KnotRun {
  return {
    through: (inner) => (request, limits) => {
      const url = new URL(request.url);
      const asked = url.searchParams.get('external_user_id');
      if (asked !== null) url.searchParams.set('external_user_id', cut(asked, length));
      const text = request.body?.toString().replace(IN_BODY, (_, id: string) => named(id, length));
      return inner({ ...request, url: url.href, ...(text === undefined ? {} : { body: Buffer.from(text) }) }, limits);
    },
  };
}
