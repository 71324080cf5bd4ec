import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { complaints, failing, judge } from './judge.ts';
import { keyOfBasic, problem, wrenServer, type WrenChanges } from './wren-server.ts';
import { partOf, slowIf } from '../part.ts';

// Wren Pay: form bodies, a key that is a user without a password, {"deleted": true}, and a list as the only read. `init` wrote its rows.

const newKey = (): string => `wk_test_${randomBytes(12).toString('hex')}aB`;

/** What is wrong, and the requirement that must find it. */
const BROKEN: Readonly<Record<string, readonly [slug: string, change: WrenChanges]>> = {
  'deletes nobody': ['deleted-user-is-gone', { remove: () => undefined }],
  'deletes everybody': ['deleted-user-is-gone', { remove: (all) => all.clear() }],
  'leaves the deleted in the list': ['deleted-user-is-gone', { listed: (all, gone) => [...all.keys(), ...gone] }],
  'deletes a neighbour as well': [
    'other-users-still-live',
    { remove: (all, id) => [id, [...all.keys()].find((one) => one !== id) ?? ''].forEach((one) => all.delete(one)) },
  ],
  'says that it deleted nobody': ['deletion-is-accepted', { answer: (id) => Response.json({ id, deleted: false }) }],
  'answers 202': ['deletion-is-accepted', { answer: (id) => Response.json({ id, deleted: true }, { status: 202 }) }],
  'answers without the id': [
    'delete-customer-200-keeps-the-contract',
    { answer: () => Response.json({ deleted: true }) },
  ],
  'says done where nobody has the id': [
    'unknown-user-is-answered',
    { unknown: () => Response.json({ id: 'cus_00000000000000', deleted: true }) },
  ],
  'says another code': ['unknown-user-is-answered', { unknown: () => problem(404, 'not_here') }],
  'sends errors without a message': [
    'delete-customer-404-keeps-the-contract',
    { unknown: () => Response.json({ error: { code: 'resource_missing' } }, { status: 404 }) },
  ],
  'asks for no key': ['wrong-credentials-is-refused', { isKey: () => true }],
  'refuses and deletes all the same': ['wrong-credentials-deletes-nobody', { deletesAnyway: true }],
  'compares the beginning of the key': [
    'wrong-credentials-is-refused',
    { isKey: (given, right) => given.slice(0, 20) === right.slice(0, 20) },
  ],
  'takes the key in any case': [
    'wrong-credentials-is-refused',
    { isKey: (given, right) => given.toLowerCase() === right.toLowerCase() },
  ],
  'takes a longer key': ['wrong-credentials-is-refused', { isKey: (given, right) => given.startsWith(right) }],
  'takes the key as a Bearer token': [
    'key-elsewhere-is-refused',
    { keyOf: (given) => keyOfBasic(given) ?? given.authorization.replace(/^Bearer /, '') },
  ],
  'takes the key in the query': [
    'key-elsewhere-is-refused',
    { keyOf: (given) => keyOfBasic(given) ?? given.url.searchParams.get('api_key') },
  ],
  'takes the key in a cookie': [
    'key-elsewhere-is-refused',
    { keyOf: (given) => keyOfBasic(given) ?? /api_key=([^;]*)/.exec(given.headers.get('cookie') ?? '')?.[1] },
  ],
  'takes the key as the password': [
    'key-elsewhere-is-refused',
    {
      keyOf: ({ authorization }) =>
        Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
          .toString('utf8')
          .replace(/^:|:$/, ''),
    },
  ],
  'deletes by PATCH as well': ['other-methods-deletes-nobody', { takes: ['DELETE', 'PATCH'] }],
  'shows its stack': [
    'responses-hold-no-secrets',
    {
      unknown: () =>
        problem(404, 'resource_missing', {
          at: 'Error\n    at erase (/srv/app/customers.js:10:5)\n    at run (/srv/app/index.js:3:1)',
        }),
    },
  ],
};

/** What the documents allow. */
const LEGAL: Readonly<Record<string, WrenChanges>> = {
  'nothing changed': {},
  'further members in the answer': { answer: (id) => Response.json({ id, deleted: true, object: 'customer' }) },
  'the list backwards': { listed: (all) => [...all.keys()].reverse() },
  'further members in errors': { unknown: () => problem(404, 'resource_missing', { param: 'customer' }) },
  'a challenge with a refusal': {
    refusal: () => {
      const refused = problem(401, 'api_key_invalid');
      refused.headers.set('www-authenticate', 'Basic realm="Wren"');
      return refused;
    },
  },
  'a deletion that is done in two steps': {
    remove: (all, id) => {
      all.set(id, '');
      all.delete(id);
    },
  },
};

const [FIRST] = Object.keys(BROKEN);

for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), ([name]) => name, 4))
  test(`Wren Pay: a server that ${what} is found`, slowIf(what !== FIRST), async () => {
    const key = newKey();
    const results = await judge(wrenServer(key, change));
    expect(failing(results), JSON.stringify(complaints(results))).toContain(`wren/${slug}`);
    expect(results.outcome).toBe('nonconformant');
    expect(JSON.stringify(results)).not.toContain(key);
  });

for (const [what, change] of partOf(Object.entries(LEGAL), ([name]) => name, 4))
  test(`Wren Pay: ${what} is conformant`, slowIf(what !== 'nothing changed'), async () => {
    const results = await judge(wrenServer(newKey(), change));
    expect(failing(results), JSON.stringify(complaints(results))).toEqual([]);
    expect(results.outcome).toBe('conformant');
  });
