import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { Answer } from '../../../../src/sandbox/answer.ts';
import { broken, BY_OUTCOME, fails, warns, type Primary } from '../types.ts';
import { ERASURE_REQUIREMENTS } from './lies.ts';
import { drop, errorOf, idsOf, livingOf, namedIn, ownIssuer, steps, type Wrong } from './tools.ts';

const FOREIGN = 'user-of-another-issuer-survives';

/** Among other requirements these may take users who were never seen to live, whom nobody then misses. */
const ALONE = ['other-users-are-untouched', 'other-users-still-live'];

/** Deletes somebody who was not named. */
export const HARM: readonly Wrong[] = [
  goesToo(
    'everybody-goes',
    'Leaves the condition out: every user of the issuer goes.',
    fails('other-users-are-untouched', 'other-users-still-live'),
    () => true,
  ),
  goesToo(
    'everybody-goes-at-once',
    'Empties the store at every deletion, while others are at work.',
    BY_OUTCOME,
    () => true,
    ERASURE_REQUIREMENTS,
  ),
  goesToo(
    'newest-goes-too',
    'Deletes the user who was enrolled last as well.',
    fails('other-users-are-untouched'),
    (id, _ids, issuer) => id === idsOf(issuer).at(-1),
  ),
  broken(
    'sweeps-up-later',
    'A clean-up a second and a half later takes the user next to the deleted one.',
    fails('other-users-still-live'),
    () => {
      const doomed = new Map<string, number>();
      return {
        behaviour: {
          async deleteUsers(call, issuer, ids) {
            const all = idsOf(issuer);
            const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
            const next = all[all.indexOf(deleted[0] ?? '') + 1];
            if (deleted.length > 0 && next !== undefined) doomed.set(next, call.state.clock.now() + 1500);
            return deleted;
          },
          stateOf: (call, issuer, id) =>
            call.state.clock.now() >= (doomed.get(id) ?? Infinity) ? 'gone' : MASTERCARD.stateOf(call, issuer, id),
        },
      };
    },
    { requirements: ALONE },
  ),
  foreign('any-issuers-user', "Deletes and lists another issuer's user.", fails(FOREIGN), (other, ids) => ({
    status: 202,
    body: ids.filter((id) => other.users.delete(id)),
  })),
  foreign(
    'foreign-deleted-and-denied',
    "Deletes another issuer's user and answers 404.",
    fails(FOREIGN),
    (other, ids) => {
      for (const id of ids) other.users.delete(id);
      return errorOf(404, 'USER_NOT_FOUND');
    },
  ),
  foreign('foreign-listed', "Lists another issuer's user, who survives.", fails(FOREIGN), (_other, ids) => ({
    status: 202,
    body: ids,
  })),
  foreign('foreign-400', "Answers 400 for another issuer's user.", fails(FOREIGN), () =>
    errorOf(400, 'INVALID_REQUEST_PARAMETER'),
  ),
  foreign('foreign-409', "Answers 409 for another issuer's user.", fails(FOREIGN), () => errorOf(409, 'USER_EXISTS')),
  foreign(
    'foreign-is-told',
    "Answers 403 for another issuer's user, and so reveals that there is one.",
    warns(FOREIGN),
    () => errorOf(403, 'FORBIDDEN'),
  ),
  list(
    'empty-means-all',
    'Deletes everybody on an empty list, and answers 400.',
    'empty-list-deletes-nobody',
    (ids) => Array.isArray(ids) && ids.length === 0,
    () => true,
  ),
  list(
    'no-body-means-all',
    'Deletes everybody where there is no body.',
    'missing-ids-delete-nobody',
    (ids) => ids === undefined,
    () => true,
  ),
  list(
    'null-means-all',
    'Leaves the condition out where an id is null.',
    'null-or-empty-id-deletes-nobody',
    (ids) => Array.isArray(ids) && ids[0] === null,
    () => true,
  ),
  list(
    'empty-matches-all',
    'Compares beginnings: an empty id begins every id.',
    'null-or-empty-id-deletes-nobody',
    (ids) => Array.isArray(ids) && ids[0] === '',
    () => true,
  ),
  list(
    'flattens',
    'Flattens lists in the list before it refuses them.',
    'id-of-other-type-deletes-nobody',
    (ids) => Array.isArray(ids) && Array.isArray(ids[0]),
    (id, text) => text.includes(id),
  ),
  list(
    'operator-reaches-the-store',
    'Hands objects to the store, whose operators match everybody.',
    'query-operator-as-id-deletes-nobody',
    (ids) => Array.isArray(ids) && /^\[\{"\$/.test(JSON.stringify(ids)),
    () => true,
  ),
  list(
    'string-is-a-list',
    'Takes a text for a list of one, after refusing it.',
    'unusable-body-deletes-nobody',
    (ids) => typeof ids === 'string',
    (id, text) => text.includes(id),
  ),
  list(
    'first-five-hundred',
    'Carries out the first five hundred of too many, and answers 400.',
    'five-hundred-and-one-ids-delete-nobody',
    (ids) => Array.isArray(ids) && ids.length > 500,
    (id, text) => text.includes(id),
  ),
  broken(
    'cuts-to-length',
    'Cuts ids to thirty-six characters.',
    fails('id-of-wrong-length-is-refused', 'id-of-wrong-length-deletes-nobody'),
    steps({
      readJson(call) {
        const json = MASTERCARD.readJson(call);
        return Array.isArray(json) ? json.map((id: unknown) => (typeof id === 'string' ? id.slice(0, 36) : id)) : json;
      },
    }),
  ),
  list(
    'beginning-is-enough',
    'Refuses an id that is too short, and deletes every user whose id begins with it.',
    'id-of-wrong-length-deletes-nobody',
    (ids) => Array.isArray(ids) && String(ids[0]).length === 35,
    (id, text) => text.includes(id.slice(0, 35)),
  ),
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
    byMethod(method, 'answers 202', fails('other-methods-are-refused', 'other-methods-delete-nobody'), (call) => ({
      status: 202,
      body: namedIn(call),
    })),
  ),
  ...['GET', 'DELETE', 'HEAD', 'OPTIONS'].map((method) =>
    byMethod(method, 'answers 405', fails('other-methods-delete-nobody'), (call) => MASTERCARD.refuseMethod(call)),
  ),
];

function goesToo(
  id: string,
  does: string,
  primary: Primary,
  picks: (id: string, ids: readonly string[], issuer: Issuer) => boolean,
  requirements: readonly string[] = ALONE,
): Wrong {
  const change = steps({
    async deleteUsers(call, issuer, ids) {
      const others = livingOf(issuer, ids).length > 0 ? idsOf(issuer).filter((one) => picks(one, ids, issuer)) : [];
      const deleted = await MASTERCARD.deleteUsers(call, issuer, ids);
      drop(issuer, (one) => others.includes(one));
      return deleted;
    },
  });
  return broken(id, does, primary, change, { requirements });
}

/** Treats another issuer's user in a way of its own. */
function foreign(
  id: string,
  does: string,
  primary: Primary,
  reply: (other: Issuer, ids: readonly string[]) => Answer,
): Wrong {
  const change = steps({
    async deletion(call, issuer) {
      const ids = call.steps.readDeletion(call);
      const other = call.state.issuers.find((one) => one !== issuer && livingOf(one, ids).length > 0);
      return other ? reply(other, ids) : MASTERCARD.deletion(call, issuer);
    },
  });
  return broken(id, does, primary, change, { requirements: [FOREIGN] });
}

/** Refuses a list as it should, after somebody was deleted. */
function list(
  id: string,
  does: string,
  slug: string,
  isIt: (ids: unknown) => boolean,
  picks: (id: string, text: string) => boolean,
): Wrong {
  const change = steps({
    readDeletion(call) {
      const text = call.body.toString();
      if (isIt(MASTERCARD.readJson(call))) drop(ownIssuer(call), (one) => picks(one, text));
      return MASTERCARD.readDeletion(call);
    },
  });
  return broken(id, does, fails(slug), change, { requirements: [slug] });
}

function byMethod(method: string, how: string, primary: Primary, reply: (call: MastercardCall) => Answer): Wrong {
  const change = steps({
    refuseMethod(call) {
      if (call.request.method !== method || call.operation !== 'deletion') return MASTERCARD.refuseMethod(call);
      for (const id of namedIn(call)) ownIssuer(call).users.delete(id);
      return reply(call);
    },
  });
  const requirements = ['other-methods-are-refused', 'other-methods-delete-nobody'];
  return broken(
    `${method.toLowerCase()}-deletes-and-${how.replace('answers ', '')}`,
    `${method} on the path deletes and ${how}.`,
    primary,
    change,
    { requirements },
  );
}
