import { KNOT } from '../../../../src/sandbox/knot/behaviour.ts';
import { invalidField } from '../../../../src/sandbox/knot/errors.ts';
import { broken, BY_OUTCOME, fails, warns } from '../types.ts';
import { deleteAll, deletesToo, glob, idsOf, namedIn, nowOf, refuse, steps, type Wrong } from './tools.ts';

/** Among other requirements these may take users who were never seen to live, whom nobody then misses. */
const ALONE = { requirements: ['other-users-are-untouched', 'other-users-still-live'] };

/** Deletes somebody who was not named. */
export const HARM: readonly Wrong[] = [
  broken(
    'everybody-goes',
    'Leaves the condition out: every user of the client goes.',
    fails('other-users-are-untouched', 'other-users-still-live'),
    deletesToo(() => true),
    ALONE,
  ),
  broken(
    'everybody-goes-at-once',
    'Empties the store at every deletion, while others are at work.',
    BY_OUTCOME,
    deletesToo(() => true),
  ),
  broken(
    'newest-goes-too',
    'Deletes the user who was created last as well.',
    fails('other-users-are-untouched'),
    steps({
      deleteUser(_call, tenant, id) {
        const newest = idsOf(tenant).at(-1);
        if (newest !== undefined) tenant.users.delete(newest);
        return tenant.users.delete(id) || newest === id;
      },
    }),
    ALONE,
  ),
  broken(
    'sweeps-up-later',
    'A clean-up a second and a half later takes the user next to the deleted one.',
    fails('other-users-still-live'),
    steps({
      deleteUser(_call, tenant, id) {
        const ids = idsOf(tenant);
        const next = tenant.users.find(ids[ids.indexOf(id) + 1] ?? '');
        if (tenant.users.find(id) && next) next.goneAt ??= nowOf(tenant) + 1500;
        return tenant.users.delete(id);
      },
    }),
    ALONE,
  ),
  pair(
    'folds-case',
    'Ids are stored exactly and deleted whatever their case.',
    'neighbour-in-other-case-survives',
    (other, id) => other.toLowerCase() === id.toLowerCase(),
  ),
  pair(
    'trims',
    'Ids are stored exactly and deleted without the blanks around them.',
    'padded-neighbour-survives',
    (other, id) => other === id.trim(),
  ),
  pair(
    'ignores-trailing-blanks',
    'Compares as SQL pads: blanks at the end count for nothing.',
    'neighbour-with-trailing-blank-survives',
    (other, id) => other.trimEnd() === id.trimEnd(),
  ),
  pair(
    'prefix',
    'Deletes everybody whose id begins with the one given.',
    'neighbour-that-continues-the-id-survives',
    (other, id) => other.startsWith(id),
  ),
  pair(
    'substring',
    'Deletes everybody whose id ends in the one given.',
    'neighbour-that-ends-in-the-id-survives',
    (other, id) => other.endsWith(id),
  ),
  pair(
    'like-percent',
    'Compares with LIKE: a percent sign matches anything.',
    'percent-matches-no-neighbour',
    (other, id) => glob(id, '%', '.*').test(other),
  ),
  pair(
    'like-underscore',
    'Compares with LIKE: an underscore matches any character.',
    'underscore-matches-no-neighbour',
    (other, id) => glob(id, '_', '.').test(other),
  ),
  pair(
    'key-pattern',
    'Deletes by a pattern of keys: a star matches anything.',
    'star-matches-no-neighbour',
    (other, id) => glob(id, '*', '.*').test(other),
  ),
  pair('comma-list', 'Takes an id with commas for a list of ids.', 'comma-is-no-list-of-neighbours', (other, id) =>
    id.split(',').includes(other),
  ),
  pair(
    'normalises',
    'Ids are stored exactly and deleted in normalised form.',
    'differently-composed-neighbour-survives',
    (other, id) => other.normalize() === id.normalize(),
  ),
  pair(
    'cuts-long-ids',
    'The column of the deletion holds a hundred characters.',
    'late-difference-keeps-neighbours-apart',
    (other, id) => other.slice(0, 100) === id.slice(0, 100),
  ),
  broken(
    'same-id-of-all-clients',
    'Forgets the client in the condition: the user of that id goes at every client.',
    fails('same-id-of-other-client-survives', 'user-of-other-client-survives'),
    steps({
      deleteUser: ({ tenants }, tenant, id) => {
        for (const { users } of tenants) if (users !== tenant.users) users.delete(id);
        return tenant.users.delete(id);
      },
    }),
  ),
  broken(
    'any-clients-user',
    'Deletes a user of any client, and says so.',
    fails('user-of-other-client-survives', 'user-of-other-client-is-answered-like-an-unknown-one'),
    steps({ deleteUser: ({ tenants }, _tenant, id) => tenants.some(({ users }) => users.delete(id)) }),
  ),
  foreign('foreign-user-is-accepted', "Answers success for another client's user, who survives.", fails, () => true),
  foreign(
    'foreign-user-is-forbidden',
    "Answers 403 for another client's user, and so reveals that there is one.",
    warns,
    () => refuse(403, 'USER_ERROR', 'FORBIDDEN'),
  ),
  foreign('foreign-user-is-404', "Answers 404 for another client's user.", warns, () =>
    refuse(404, 'USER_ERROR', 'USER_NOT_FOUND'),
  ),
  foreign('foreign-user-is-409', "Answers 409 for another client's user.", fails, () =>
    refuse(409, 'USER_ERROR', 'USER_EXISTS'),
  ),
  ids(
    'array-means-any-of',
    'Deletes every user of an array of ids, after refusing it.',
    'id-of-other-type-deletes-nobody',
    Array.isArray,
  ),
  ids(
    'operator-reaches-the-store',
    'Hands an object to the store, whose operators match everybody.',
    'query-operator-as-id-deletes-nobody',
    (id) => typeof id === 'object' && id !== null && !Array.isArray(id),
  ),
  ids(
    'no-id-no-condition',
    'Deletes everybody where no id is given, and then answers 400.',
    'missing-id-deletes-nobody',
    (id) => id === undefined,
  ),
  ids(
    'null-is-no-condition',
    'Leaves the condition out where the id is null.',
    'null-or-empty-id-deletes-nobody',
    (id) => id === null,
  ),
  ids(
    'empty-is-no-condition',
    'Leaves the condition out where the id is empty.',
    'null-or-empty-id-deletes-nobody',
    (id) => id === '',
  ),
  ids(
    'blank-is-no-condition',
    'Trims, and leaves the condition out where nothing is left.',
    'blank-id-deletes-nobody',
    (id) => typeof id === 'string' && id !== '' && id.trim() === '',
  ),
  ids(
    'number-equals-text',
    'Compares loosely: a number equals every id that is none.',
    'number-as-id-deletes-nobody',
    (id) => typeof id === 'number',
  ),
  ids(
    'star-means-all',
    'Takes a percent sign or a star alone for everybody.',
    'wildcard-as-id-deletes-nobody',
    (id) => id === '%' || id === '*',
  ),
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
    byMethod(method, 'and answers 200', fails('other-methods-are-refused', 'other-methods-delete-nobody'), () => ({
      status: 200,
      body: { message: 'Success' },
    })),
  ),
  ...['GET', 'DELETE', 'HEAD', 'OPTIONS'].map((method) =>
    byMethod(method, 'and answers 405', fails('other-methods-delete-nobody'), () => invalidField('Use POST.', 405)),
  ),
];

/** Deletes a neighbour of the same requirement's user. */
function pair(id: string, does: string, slug: string, goesToo: (other: string, id: string) => boolean): Wrong {
  return broken(id, does, fails(slug), deletesToo(goesToo));
}

/** Answers another client's user in a way of its own. */
function foreign(id: string, does: string, grade: typeof fails, answer: () => boolean): Wrong {
  const change = steps({
    deleteUser: ({ tenants }, tenant, name) => {
      if (tenant.users.delete(name)) return true;
      return tenants.some(({ users }) => users.find(name) !== undefined) && answer();
    },
  });
  return broken(id, does, grade('user-of-other-client-is-answered-like-an-unknown-one'), change);
}

/** Refuses an odd id as it should, after everybody whom it names was deleted: all, where it names nobody. */
function ids(id: string, does: string, slug: string, isOdd: (id: unknown) => boolean): Wrong {
  const change = steps({
    readDeletion(call) {
      const { external_user_id: given } = call.steps.readProperties(call);
      for (const { users } of isOdd(given) ? call.tenants.slice(0, 1) : [])
        if (Array.isArray(given)) for (const one of given) users.delete(String(one));
        else for (const one of [...users.users.keys()]) users.delete(one);
      return KNOT.readDeletion(call);
    },
  });
  return broken(id, does, fails(slug), change, { requirements: [slug] });
}

function byMethod(method: string, how: string, primary: Wrong['primary'], answer: typeof KNOT.refuseMethod): Wrong {
  const change = steps({
    refuseMethod(call) {
      if (call.request.method !== method || call.operation !== 'deletion') return KNOT.refuseMethod(call);
      const id = namedIn(call);
      const [own] = call.tenants;
      if (own && id === '') deleteAll(own);
      own?.users.delete(id);
      return answer(call);
    },
  });
  const id = `${method.toLowerCase()}-deletes-${how.replace('and answers ', '')}`;
  return broken(id, `${method} on the path deletes ${how}.`, primary, change);
}
