import { expect, test } from '@playwright/test';
import { titleOf, type Sent } from '../../../src/evidence/exchange-title.ts';
import type { Exchange, Role } from '../../../src/http/types.ts';

// What the report calls an exchange: a stranger must be able to read what was sent, and about whom.

const profile = {
  deletion: { operation: 'delete' },
  users: { observe: [{ operation: 'read' }, { operation: 'list', list: '/users' }] },
} as unknown as Sent['profile'];

let clock = 0;

function exchange(role: Role, operation: string, id: string, further: Partial<Exchange> = {}): Exchange {
  const request = { method: 'POST', url: 'http://127.0.0.1/x', headers: [], body: Buffer.from(JSON.stringify({ id })) };
  clock += 1;
  return { role, operation, conforms: true, at: clock, request, ...further };
}

const user = (id: string, tenant: 'own' | 'other' = 'own') => ({ id, tenant, exchanges: [] });

test('a deletion, and the reads around it, say whom they concern and when they were sent', () => {
  const sent = [
    exchange('observe', 'read', 'user-a'),
    exchange('control', 'delete', 'nobody'),
    exchange('act', 'delete', 'user-a'),
    exchange('observe', 'read', 'user-a'),
    exchange('observe', 'read', 'user-b'),
    exchange('observe', 'list', ''),
  ];
  const users = [user('user-a'), user('user-b')];
  expect(sent.map((one) => titleOf(one, { profile, users, all: sent }))).toEqual([
    'Read of the user before the deletion',
    'Control: a valid deletion request for an id that no user has',
    'Deletion request for the user',
    'Read of the user after the deletion',
    'Read of another user after the deletion',
    'Read of the list of users after the deletion',
  ]);
});

test('of one instant that comes first which the observation has first', () => {
  const [before, act, after] = [
    exchange('observe', 'read', 'user-a', { at: 1 }),
    exchange('act', 'delete', 'user-a', { at: 1 }),
    exchange('observe', 'read', 'user-a', { at: 1 }),
  ] as const;
  const among = { profile, users: [user('user-a')], all: [act, before, act, after], observation: [before, act, after] };
  expect([before, act, after].map((one) => titleOf(one, among))).toEqual([
    'Read of the user before the deletion',
    'Deletion request for the user',
    'Read of the user after the deletion',
  ]);
});

test('a deletion whose JSON is escaped is about the user that it names, and so are the reads around it', () => {
  const escaped = JSON.stringify({ id: 'user-a' }).replace(
    /[a-z]/g,
    (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`,
  );
  const deletion = exchange('act', 'delete', '');
  const sent = [
    { ...deletion, request: { ...deletion.request, body: Buffer.from(escaped) } },
    exchange('observe', 'read', 'user-a'),
  ];
  expect(sent.map((one) => titleOf(one, { profile, users: [user('user-a')], all: sent }))).toEqual([
    'Deletion request for the user',
    'Read of the user after the deletion',
  ]);
});

test('an altered request says what is altered in it', () => {
  const sent = [
    exchange('fault', 'delete', 'user-a', { about: 'the id is null' }),
    exchange('observe', 'read', 'user-a'),
  ];
  expect(sent.map((one) => titleOf(one, { profile, users: [user('user-a')], all: sent }))).toEqual([
    'Altered request for the user: the id is null',
    'Read of the user after the altered request',
  ]);
});

test('users whose ids contain one another are told apart, and so are two with one id in two tenants', () => {
  const near = [exchange('act', 'delete', 'user-a-and-more'), exchange('observe', 'read', 'user-a')];
  const neighbours = [user('user-a-and-more'), user('user-a')];
  expect(near.map((one) => titleOf(one, { profile, users: neighbours, all: near }))).toEqual([
    'Deletion request for the user',
    'Read of another user after the deletion',
  ]);
  const same = [
    exchange('act', 'delete', 'user-a'),
    exchange('observe', 'read', 'user-a'),
    exchange('observe', 'read', 'user-a', { signed: 'otherwise' }),
  ];
  const twins = [user('user-a'), user('user-a', 'other')];
  expect(same.map((one) => titleOf(one, { profile, users: twins, all: same }))).toEqual([
    'Deletion request for the user',
    'Read of the user after the deletion',
    'Read of another user of the other tenant after the deletion',
  ]);
});

test('several deleted users are numbered in the order in which they were created', () => {
  const sent = [exchange('act', 'delete', 'user-b'), exchange('act', 'delete', 'user-a')];
  const users = [user('user-a'), user('user-b')];
  expect(sent.map((one) => titleOf(one, { profile, users, all: sent }))).toEqual([
    'Deletion request for user 2',
    'Deletion request for user 1',
  ]);
});

test('an id is found in a URL that escapes more than it has to', () => {
  const request = { method: 'GET', url: 'http://127.0.0.1/users/user%2Da', headers: [] };
  const read = { ...exchange('observe', 'read', ''), request };
  expect(titleOf(read, { profile, users: [user('user-a')], all: [read] })).toBe('Read of another user');
  expect(titleOf(read, { profile })).toBe('Read of a user');
});

test('of hundreds of users who share one deletion, that is read once for each user, whatever is titled', () => {
  const users = Array.from({ length: 200 }, (_, n) => user(`user-${String(n).padStart(4, '0')}-x`));
  let read = 0;
  const deletion = exchange('act', 'delete', users.map(({ id }) => id).join());
  const { request } = deletion;
  const counted = Object.defineProperty({ ...deletion }, 'request', { get: () => ((read += 1), request) });
  const looks = users.map(({ id }) => exchange('observe', 'read', id));
  // As every user's observation holds the deletion of them all.
  const all = looks.flatMap((look) => [counted, look]);
  const titles = looks.slice(0, 10).map((look) => titleOf(look, { profile, users, all, observation: [counted, look] }));
  expect(titles[9]).toBe('Read of user 10 after the deletion');
  // And once for its escapes.
  expect(read).toBe(users.length + 1);
});
