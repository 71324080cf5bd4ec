import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { complaints, failing, judge } from './judge.ts';
import { otterServer, plainId, problem, type Asked, type OtterChanges } from './otter-server.ts';
import { partOf } from '../part.ts';

/** Reads the id by first doing something to its text. */
const reading =
  (change: (text: string) => string): NonNullable<OtterChanges['idOf']> =>
  (asked: Asked) =>
    plainId({ ...asked, id: change(asked.id ?? '') });

/** What is wrong, and the requirement that must find it. */
const BROKEN: Readonly<Record<string, readonly [slug: string, change: OtterChanges]>> = {
  'answers and deletes nobody': ['user-is-gone', { remove: () => undefined }],
  'deletes everybody': ['user-is-gone', { remove: (all) => all.clear() }],
  'deletes the next one as well': [
    'others-live-on',
    { remove: (all, id) => [id, id + 1].forEach((one) => all.delete(one)) },
  ],
  'leaves them in the list': ['user-is-gone', { listed: (all, gone) => [...all.keys(), ...gone] }],
  'takes them off the list alone': [
    'user-is-gone',
    { remove: () => undefined, listed: (all, gone) => [...all.keys()].filter((id) => !gone.has(id)) },
  ],
  'brings them back': ['deleted-users-stay-gone', backLater()],
  'says done to nobody’s deletion': ['unknown-user-is-refused', withUnknown(() => new Response(null, { status: 204 }))],
  'does not say what is unknown': ['unknown-user-keeps-the-contract', withUnknown(() => problem(404))],
  'says another code': ['unknown-user-is-refused', withUnknown(() => problem(404, 'not_here'))],
  'reads a number as far as it goes': [
    'what-is-no-id-harms-nobody',
    { idOf: reading((id) => String(parseInt(id, 10))) },
  ],
  'trims the id': ['what-is-no-id-harms-nobody', { idOf: reading((id) => id.trim()) }],
  'cuts the id at a NUL': ['what-is-no-id-harms-nobody', { idOf: reading((id) => id.split('\0')[0] ?? '') }],
  'splits the id at commas': ['what-is-no-id-harms-nobody', { idOf: reading((id) => id.split(',')[0] ?? '') }],
  'cuts the id at an encoded slash': ['what-is-no-id-harms-nobody', { idOf: reading((id) => id.split('/')[0] ?? '') }],
  'decodes the id twice': [
    'what-is-no-id-harms-nobody',
    { idOf: reading((id) => (id.includes('%2F') ? (decodeURIComponent(id).split('/')[0] ?? '') : id)) },
  ],
  'crashes at what is no id': [
    'what-is-no-id-is-refused',
    {
      answer: (response, { method }) =>
        method === 'DELETE' && response.status === 400 ? problem(500, 'oops') : response,
    },
  ],
  'deletes everybody where the id is missing': [
    'what-is-no-id-harms-nobody',
    { first: ({ method, path }, all) => (method === 'DELETE' && path === '/users/' ? emptied(all) : undefined) },
  ],
  'deletes by PUT': [
    'other-methods-harm-nobody',
    {
      first: (asked, all) =>
        asked.method === 'PUT' && all.delete(plainId(asked) ?? 0) ? problem(405, 'm') : undefined,
    },
  ],
  'asks for no token': ['wrong-token-is-refused', { mayDelete: () => true }],
  'deletes and says 401': [
    'wrong-token-deletes-nobody',
    { refused: (all, asked) => asked.method === 'DELETE' && all.delete(plainId(asked) ?? 0) },
  ],
  'looks at the beginning of the token': [
    'wrong-token-is-refused',
    { mayDelete: ({ token }, right) => token?.startsWith(`Bearer ${right.slice(0, 8)}`) ?? false },
  ],
  'needs no token where the path ends in a slash': [
    'other-paths-need-the-token',
    { first: ({ method, path }, all) => (method === 'DELETE' ? slashed(path, all) : undefined) },
  ],
  'says done twice': ['second-deletion-finds-nobody', doneTwice()],
  'answers 200': [
    'no-other-status',
    { answer: (response) => (response.status === 204 ? Response.json({ done: true }) : response) },
  ],
};

/** What the documents allow. */
const LEGAL: Readonly<Record<string, OtterChanges>> = {
  'nothing changed': {},
  'what is no id is not found': {
    answer: (response, { method }) =>
      method === 'DELETE' && response.status === 400 ? problem(404, 'user_unknown') : response,
  },
  'large ids': { firstId: 5_000_000_000_000 },
  'small ids': { firstId: 1 },
  'the list backwards': { listed: (all) => [...all.keys()].reverse() },
  'a header with every answer': {
    answer: (response) =>
      new Response(response.body, { status: response.status, headers: [...response.headers, ['x-request-id', 'r']] }),
  },
  'a problem with a further member': withUnknown(() =>
    Response.json({ code: 'user_unknown', at: 'here' }, { status: 404 }),
  ),
  'a method that is not there': {
    answer: (response) => (response.status === 405 ? problem(404, 'path_unknown') : response),
  },
};

for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), ([name]) => name, 4))
  test(`Otter Club: a server that ${what} is found`, async () => {
    const results = await judge(otterServer(randomUUID(), change));
    expect(failing(results), JSON.stringify(complaints(results))).toContain(`otter/${slug}`);
    expect(results.outcome).toBe('nonconformant');
  });

for (const [what, change] of partOf(Object.entries(LEGAL), ([name]) => name, 4))
  test(`Otter Club: ${what} is conformant`, async () => {
    const results = await judge(otterServer(randomUUID(), change));
    expect(complaints(results)).toEqual([]);
    expect(results.outcome).toBe('conformant');
  });

function withUnknown(make: () => Response): OtterChanges {
  return {
    answer: (response, { method, id }) =>
      method === 'DELETE' && id !== undefined && response.status === 404 ? make() : response,
  };
}

function emptied(all: Map<number, string>): Response {
  all.clear();
  return new Response(null, { status: 204 });
}

function slashed(path: string, all: Map<number, string>): Response | undefined {
  const [, id] = /^\/users\/(\d+)\/$/.exec(path) ?? [];
  return id !== undefined && all.delete(Number(id)) ? new Response(null, { status: 204 }) : undefined;
}

function doneTwice(): OtterChanges {
  const done = new Set<string>();
  return {
    answer(response, { method, id = '' }) {
      if (method !== 'DELETE') return response;
      if (response.status === 204) done.add(id);
      return done.has(id) ? new Response(null, { status: 204 }) : response;
    },
  };
}

/** Who is gone is shown again after a few hundred requests. */
function backLater(): OtterChanges {
  const looks = new Map<number, number>();
  return {
    read(all, gone, id) {
      if (!gone.has(id)) return all.has(id);
      looks.set(id, (looks.get(id) ?? 0) + 1);
      return (looks.get(id) ?? 0) > 1;
    },
  };
}
