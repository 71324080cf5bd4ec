import type { Answer } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { Issuer, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import { broken, fails, warns, type Broken, type Primary } from '../types.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { aTurn, errorOf, livingOf, namedIn, steps, type Wrong } from './tools.ts';

/** A shape of lists: which ones have it, and the requirement that sends it. */
interface Shape {
  readonly slug: string;
  readonly has: (issuer: Issuer, ids: readonly string[], others: Issuer) => boolean;
}

const distinct = (ids: readonly string[]): number => new Set(ids).size;
const isOf = (others: Issuer, id: string | undefined) => id !== undefined && others.users.stateOf(id) === 'living';

const SHAPES: Readonly<Record<string, Shape>> = {
  twice: {
    slug: 'list-that-names-a-user-twice-deletes-each-user',
    has: (_issuer, ids) => ids.length === 3 && distinct(ids) === 2,
  },
  between: {
    slug: 'unknown-id-between-known-ones-is-answered-truly',
    has: (issuer, ids, others) =>
      ids.length === 3 && livingOf(issuer, ids).length === 2 && !ids.some((id) => isOf(others, id)),
  },
  foreign: {
    slug: 'user-of-another-issuer-beside-own-ones-survives',
    has: (_issuer, ids, others) => ids.length > 1 && ids.some((id) => isOf(others, id)),
  },
};

/** What is done with the living users of the list, and which of them are listed. */
const LOSSES: Readonly<
  Record<string, readonly [does: string, part: (own: readonly string[]) => readonly string[], lists: 'all' | 'gone']>
> = {
  'first-kept': ['misses the first own user and lists all', (own) => own.slice(1), 'all'],
  'last-kept': ['misses the last own user and lists all', (own) => own.slice(0, -1), 'all'],
  'all-kept': ['deletes nobody and lists all', () => [], 'all'],
  'first-missed': ['misses the first own user and does not list it', (own) => own.slice(1), 'gone'],
  'last-missed': ['misses the last own user and does not list it', (own) => own.slice(0, -1), 'gone'],
};

/** Which position of the list is deleted although its user is another issuer's. */
const PLACES: Readonly<Record<string, (ids: readonly string[]) => readonly string[]>> = {
  first: (ids) => ids.slice(0, 1),
  'not the first': (ids) => ids.slice(1),
  'neither the first nor the last': (ids) => ids.slice(1, -1),
  any: (ids) => ids,
};

/** Lists of a certain shape are carried out in part, or for others; each composed of a shape and what becomes of whom. */
export const LISTS: readonly Wrong[] = [
  ...Object.entries(SHAPES).flatMap(([name, { slug, has }]) =>
    Object.entries(LOSSES).map(([loss, [does, part, listed]]) =>
      shaped(`${name}-${loss}`, `A list (${name}) ${does}.`, fails(slug), has, (issuer, ids) => {
        const own = [...new Set(livingOf(issuer, ids))];
        const gone = part(own);
        for (const id of gone) issuer.users.delete(id);
        return { status: 202, body: listed === 'all' ? own : gone };
      }),
    ),
  ),
  ...Object.entries(PLACES).flatMap(([place, pick]) =>
    [true, false].map((listed) =>
      shaped(
        `foreign-${place.replaceAll(' ', '-')}-${listed ? 'listed' : 'unlisted'}`,
        `Another issuer's user is deleted by its place in the list: ${place}; it is ${listed ? '' : 'not '}listed.`,
        fails(SHAPES['foreign']!.slug),
        SHAPES['foreign']!.has,
        (issuer, ids, others) => {
          const own = livingOf(issuer, ids);
          const strangers = pick(ids).filter((id) => isOf(others, id));
          for (const id of own) issuer.users.delete(id);
          for (const id of strangers) others.users.delete(id);
          return { status: 202, body: listed ? [...own, ...strangers] : own };
        },
      ),
    ),
  ),
  ...Object.entries(SHAPES).flatMap(([name, { slug, has }]) => [
    shaped(`${name}-crashes`, `A list (${name}) is answered 500.`, fails(slug), has, () => {
      throw new Error('a row too many');
    }),
    shaped(
      `${name}-refused-and-half-done`,
      `A list (${name}) is refused after its first user.`,
      halfDone(name),
      has,
      (issuer, ids) => {
        issuer.users.delete(livingOf(issuer, ids)[0] ?? '');
        return errorOf(404, 'USER_NOT_FOUND');
      },
    ),
  ]),
  duplicate(
    'entries-beyond-500-dropped',
    'Carries the first five hundred entries of more out and lists them.',
    warns,
    (issuer, ids) => {
      return { status: 202, body: ids.slice(0, 500).filter((id) => issuer.users.delete(id)) };
    },
  ),
  duplicate(
    'entries-beyond-500-done-and-refused',
    'Deletes and answers 400 for more than five hundred entries.',
    fails,
    (issuer, ids) => {
      for (const id of ids) issuer.users.delete(id);
      return errorOf(400, 'INVALID_REQUEST_PARAMETER');
    },
  ),
  duplicate(
    'entries-beyond-500-listed-and-kept',
    'Lists five hundred distinct ids and deletes nobody.',
    fails,
    (_issuer, ids) => {
      return { status: 202, body: [...new Set(ids)] };
    },
  ),
  shaped(
    'full-pages-alone',
    'Deletes the full pages of fifty of a longer list and lists them all.',
    fails('two-hundred-and-fifty-one-users-are-deleted-in-one-request'),
    (_issuer, ids) => ids.length > 50,
    (issuer, ids) => {
      for (const id of ids.slice(0, ids.length - (ids.length % 50))) issuer.users.delete(id);
      return { status: 202, body: ids };
    },
  ),
  shaped(
    'long-lists-of-every-issuer',
    'Deletes every user who is named in a list of more than fifty, also those of other issuers.',
    fails(SHAPES['foreign']!.slug),
    (_issuer, ids) => ids.length > 50,
    (issuer, ids, others) => {
      const gone = ids.filter((id) => issuer.users.delete(id) || others.users.delete(id));
      return gone.length > 0 ? { status: 202, body: gone } : errorOf(404, 'USER_NOT_FOUND');
    },
  ),
  broken(
    'long-lists-unread',
    'Crashes over a malformed id in a list of more than fifty.',
    fails('bad-id-beside-a-good-one-is-answered-truly'),
    steps({
      readDeletion(call) {
        const ids = namedIn(call);
        if (ids.length > 50 && ids.length <= 500 && ids.some(({ length }) => length !== 36)) throw new Error('no uuid');
        return MASTERCARD.readDeletion(call);
      },
    }),
    { requirements: ['bad-id-beside-a-good-one-is-answered-truly'] },
  ),
  overlap('overlap-deadlock', 'Answers the second of two overlapping lists 500.', () => {
    throw new Error('deadlock detected');
  }),
  overlap('overlap-409', 'Answers the second of two overlapping lists 409.', () => errorOf(409, 'CONFLICT')),
  overlap(
    'overlap-undone',
    'The second of two overlapping lists undoes the first, and lists all.',
    (issuer, ids, undo) => {
      undo();
      return { status: 202, body: ids };
    },
  ),
];

function halfDone(name: string): Primary {
  return name === 'twice' ? fails(SHAPES[name]!.slug) : warns(SHAPES[name]!.slug);
}

type Reply = (issuer: Issuer, ids: readonly string[], others: Issuer) => Answer;

function shaped(id: string, does: string, primary: Primary, has: Shape['has'], reply: Reply): Wrong {
  const change = steps({
    deletion(call, issuer) {
      const others = call.state.issuers.find((one) => one !== issuer)!;
      const ids = namedIn(call);
      return has(issuer, ids, others) ? reply(issuer, ids, others) : MASTERCARD.deletion(call, issuer);
    },
  });
  return broken(id, does, primary, change, { requirements: Object.keys(primary) });
}

function duplicate(id: string, does: string, grade: (slug: string) => Primary, reply: Reply): Wrong {
  const slug = 'five-hundred-ids-and-a-duplicate-are-answered-truly';
  return shaped(id, does, grade(slug), (_issuer, ids) => ids.length > 500, reply);
}

/** The deletions of one list wait a turn; the next list that names the same users is answered by `second`. */
function overlap(
  id: string,
  does: string,
  second: (issuer: Issuer, ids: readonly string[], undo: () => void) => Answer,
): Broken<MastercardRun> {
  const slug = 'overlapping-lists-at-the-same-time-all-end-well';
  const change = (): MastercardRun => {
    const busy = new Set<string>();
    const undone = new Set<string>();
    return {
      behaviour: {
        async deletion(call: MastercardCall, issuer) {
          const ids = namedIn(call);
          if (ids.length > 1 && ids.every((one) => busy.has(one)))
            return second(issuer, ids, () => ids.forEach((one) => undone.add(one)));
          ids.forEach((one) => busy.add(one));
          await aTurn();
          if (ids.some((one) => undone.has(one))) return { status: 202, body: ids };
          const answer = await MASTERCARD.deletion(call, issuer);
          ids.forEach((one) => busy.delete(one));
          return answer;
        },
      },
    };
  };
  return broken(id, does, fails(slug), change, { requirements: [slug] });
}
