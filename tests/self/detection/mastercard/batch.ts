import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { invalidParameter } from '../../../../src/sandbox/mastercard/errors.ts';
import type { Issuer, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import type { Answer } from '../../../../src/sandbox/answer.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { inOrder } from './lies.ts';
import { errorOf, livingOf, steps, type Wrong } from './tools.ts';

const TWO = 'two-users-are-deleted-in-one-request';
const MANY = 'twenty-five-users-are-deleted-in-one-request';
const MIXED = 'known-and-unknown-together-are-answered-truly';
const BESIDE = 'bad-id-beside-a-good-one-is-answered-truly';
const NULL = 'null-beside-a-good-id-is-answered-truly';
const TWICE = 'same-id-twice-is-one-user';
const SPELT = 'same-id-in-two-spellings-harms-nobody';
const BATCHES = [
  TWO,
  MANY,
  MIXED,
  BESIDE,
  NULL,
  TWICE,
  SPELT,
  'order-of-the-list-does-not-matter',
  'unknown-id-is-not-listed-beside-a-known-one',
  'deletion-is-accepted',
  'deleted-user-is-gone',
];

/** Treats the list as something else than a set of users. */
export const BATCH: readonly Wrong[] = [
  part('first-only', 'Deletes the first of the list and lists them all.', TWO, (_issuer, ids) => ids.slice(0, 1)),
  part('last-only', 'Deletes the last of the list and lists them all.', TWO, (_issuer, ids) => ids.slice(-1)),
  part('first-twenty', 'Deletes the first twenty of the list and lists them all.', MANY, (_issuer, ids) =>
    ids.slice(0, 20),
  ),
  part('all-but-the-last', 'Misses the last of a list of more than two.', MANY, (_issuer, ids) =>
    ids.length > 2 ? ids.slice(0, -1) : ids,
  ),
  part(
    'first-hundred',
    'Deletes the first hundred of the list and lists them all.',
    'five-hundred-users-are-deleted-in-one-request',
    (_issuer, ids) => ids.slice(0, 100),
    ['five-hundred-users-are-deleted-in-one-request'],
  ),
  part(
    'in-order-only',
    'Walks the list and its users side by side, and misses every user who is out of order.',
    'order-of-the-list-does-not-matter',
    inOrder,
  ),
  listing('lists-the-first', 'Deletes all and lists the first.', fails(TWO), (deleted) => deleted.slice(0, 1)),
  listing('lists-nobody', 'Deletes all and lists nobody.', fails('deletion-is-accepted', TWO), () => []),
  listing('lists-others', 'Lists an id that nobody asked for.', fails('deletion-is-accepted'), (deleted) => [
    ...deleted,
    '00000000-0000-4000-8000-000000000000',
  ]),
  listing('lists-capitals', 'Lists ids in capitals.', fails('deletion-is-accepted'), (deleted) =>
    deleted.map((id) => id.toUpperCase()),
  ),
  listing(
    'lists-the-request',
    'Lists what was asked, deleted or not.',
    warns('unknown-id-is-not-listed-beside-a-known-one'),
    (_deleted, requested) => requested,
  ),
  mixed('stops-at-the-unknown', 'Stops at the first unknown id and lists them all.', fails(MIXED), (issuer, ids) => {
    for (const id of ids) if (!issuer.users.delete(id)) break;
    return { status: 202, body: ids };
  }),
  mixed(
    'unknown-hides-the-known',
    'Deletes the known of a mixed list and lists nobody.',
    fails(MIXED),
    (issuer, ids) => {
      for (const id of ids) issuer.users.delete(id);
      return { status: 202, body: [] };
    },
  ),
  mixed('mixed-404-and-deleted', 'Deletes the known of a mixed list and answers 404.', warns(MIXED), (issuer, ids) => {
    for (const id of ids) issuer.users.delete(id);
    return errorOf(404, 'USER_NOT_FOUND');
  }),
  mixed('mixed-400', 'Answers a mixed list 400.', fails(MIXED), () => invalidParameter('unknown')),
  mixed('mixed-207', 'Answers a mixed list 207.', fails(MIXED), (_issuer, ids) => ({ status: 207, body: ids })),
  mixed('mixed-500', 'Crashes over a mixed list.', fails(MIXED), () => {
    throw new Error('null');
  }),
  beside(
    'bad-ones-are-skipped',
    'Deletes the valid ids of a list with invalid ones, with 202.',
    warns(BESIDE, NULL),
    (issuer, good) => ({ status: 202, body: good.filter((id) => issuer.users.delete(id)) }),
  ),
  beside(
    'good-until-the-bad',
    'Deletes the good ids and answers 400 for the bad one.',
    fails(BESIDE, NULL),
    (issuer, good) => {
      for (const id of good) issuer.users.delete(id);
      return invalidParameter('bad id');
    },
  ),
  beside(
    'bad-ones-are-listed',
    'Lists the invalid ids as deleted, with the valid ones.',
    fails(BESIDE),
    (issuer, good, all) => {
      for (const id of good) issuer.users.delete(id);
      return { status: 202, body: all.map(String) };
    },
  ),
  beside(
    'good-ones-go-unlisted',
    'Deletes the valid ids of a list with invalid ones, with 202 and an empty list.',
    fails(BESIDE, NULL),
    (issuer, good) => {
      for (const id of good) issuer.users.delete(id);
      return { status: 202, body: [] };
    },
  ),
  beside(
    'good-ones-listed-and-kept',
    'Lists the valid ids of a list with invalid ones, and deletes nobody.',
    fails(BESIDE, NULL),
    (_issuer, good) => ({ status: 202, body: good }),
  ),
  beside('bad-beside-good-500', 'Crashes over a list of an invalid id and a valid one.', fails(BESIDE, NULL), () => {
    throw new Error('bad');
  }),
  beside('bad-beside-good-422', 'Answers a list of an invalid id and a valid one with 422.', warns(BESIDE, NULL), () =>
    errorOf(422, 'INVALID_REQUEST_PARAMETER'),
  ),
  beside('bad-beside-good-404', 'Answers a list of an invalid id and a valid one with 404.', warns(BESIDE, NULL), () =>
    errorOf(404, 'USER_NOT_FOUND'),
  ),
  twice('same-id-twice-crashes', 'Crashes over the same id twice.', fails(TWICE), () => {
    throw new Error('unique key');
  }),
  twice(
    'twice-is-undone',
    'Deletes the user named twice and answers 404, for the second time finds nobody.',
    fails(TWICE),
    (issuer, ids) => {
      for (const id of ids) issuer.users.delete(id);
      return errorOf(404, 'USER_NOT_FOUND');
    },
  ),
  twice('twice-lists-and-keeps', 'Lists the user named twice and deletes nobody.', fails(TWICE), (issuer, ids) => ({
    status: 202,
    body: livingOf(issuer, ids),
  })),
  twice('twice-is-refused', 'Refuses the same id twice with 400.', warns(TWICE), () => invalidParameter('duplicate')),
  spelt('spellings-crash', 'Crashes over an id in two spellings.', fails(SPELT), () => {
    throw new Error('unique key');
  }),
  spelt('spellings-are-refused', 'Refuses an id in two spellings with 400.', warns(SPELT), () =>
    invalidParameter('duplicate'),
  ),
  spelt('spellings-denied', 'Deletes the user named in two spellings and answers 404.', fails(SPELT), (issuer, ids) => {
    for (const id of ids) issuer.users.delete(id);
    return errorOf(404, 'USER_NOT_FOUND');
  }),
];

type Reply = (issuer: Issuer, ids: readonly string[], all: readonly unknown[]) => Answer;

/** Deletes a part of those that it lists. */
function part(
  id: string,
  does: string,
  slug: string,
  pick: (issuer: Issuer, ids: readonly string[]) => readonly string[],
  requirements = BATCHES,
): Wrong {
  const change = steps({
    deleteUsers(_call, issuer, ids) {
      const known = livingOf(issuer, ids);
      for (const one of pick(issuer, known)) issuer.users.delete(one);
      return known;
    },
  });
  return broken(id, does, fails(slug), change, { requirements });
}

function listing(
  id: string,
  does: string,
  primary: Primary,
  list: (deleted: readonly string[], requested: readonly string[]) => readonly string[],
): Wrong {
  const change = steps({
    answerDeleted: (_call, deleted, requested) => ({ status: 202, body: list(deleted, requested) }),
  });
  return broken(id, does, primary, change, { requirements: BATCHES });
}

/** A way with lists that `isIt` picks. */
function lists(
  id: string,
  does: string,
  primary: Primary,
  isIt: (issuer: Issuer, all: readonly unknown[]) => boolean,
  reply: Reply,
): Wrong {
  const change = steps({
    deletion(call: MastercardCall, issuer) {
      const body = call.steps.readJson(call);
      const all: readonly unknown[] = Array.isArray(body) ? body : [];
      if (!isIt(issuer, all)) return MASTERCARD.deletion(call, issuer);
      return reply(issuer, all.filter(isGood), all);
    },
  });
  return broken(id, does, primary, change, { requirements: BATCHES });
}

const isGood = (id: unknown): id is string => typeof id === 'string' && /^[0-9A-Fa-f-]{36}$/.test(id);

function mixed(id: string, does: string, primary: Primary, reply: Reply): Wrong {
  const isMixed = (issuer: Issuer, all: readonly unknown[]) => {
    const living = livingOf(issuer, all.filter(isGood)).length;
    return (
      all.every(isGood) &&
      living > 0 &&
      living < all.length &&
      new Set(all.map((one) => one.toLowerCase())).size === all.length
    );
  };
  return lists(id, does, primary, isMixed, reply);
}

function beside(id: string, does: string, primary: Primary, reply: Reply): Wrong {
  return lists(id, does, primary, (_issuer, all) => all.length > 1 && !all.every(isGood) && all.some(isGood), reply);
}

function twice(id: string, does: string, primary: Primary, reply: Reply): Wrong {
  return lists(id, does, primary, (_issuer, all) => all.length > 1 && new Set(all).size < all.length, reply);
}

function spelt(id: string, does: string, primary: Primary, reply: Reply): Wrong {
  const isSpelt = (_issuer: Issuer, all: readonly unknown[]) =>
    new Set(all).size === all.length &&
    all.every(isGood) &&
    new Set(all.map((one) => one.toLowerCase())).size < all.length;
  return lists(id, does, primary, isSpelt, reply);
}
