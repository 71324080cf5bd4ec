import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { complaints, failing, judge } from './judge.ts';
import { egretServer, type EgretChanges } from './egret-server.ts';
import { partOf, SLOW, slowIf } from '../part.ts';

// Egret Desk: a client asks for tokens (OAuth 2.0 client credentials), by YAML alone.

async function judged(changes: EgretChanges): Promise<{ results: Results; server: ReturnType<typeof egretServer> }> {
  const clock = virtualClock();
  const server = egretServer(clock, changes);
  return { results: await judge(server.sandbox, clock), server };
}

/** What is wrong, and the requirement that must find it. */
const BROKEN: Readonly<Record<string, readonly [slug: string, change: EgretChanges]>> = {
  'erases nobody': ['person-is-gone', { erases: () => undefined }],
  'erases everybody': ['person-is-gone', { erases: (all) => all.clear() }],
  'asks for no token': ['wrong-token-is-refused', { takesAnybody: true }],
  'refuses and erases all the same': ['wrong-token-erases-nobody', { erasesAnyway: true }],
  'takes expired tokens': ['wrong-token-is-refused', { life: 20, ignoresExpiry: true }],
  'does not look at the scope': ['wrong-token-is-refused', { ignoresScope: true }],
  'takes refresh tokens': ['wrong-token-is-refused', { takesRefreshTokens: true }],
  'takes a token under any scheme': [
    'wrong-token-is-refused',
    { tokenIn: ({ authorization }) => authorization.split(' ').at(-1) },
  ],
  'looks up the beginning of a token': [
    'wrong-token-is-refused',
    {
      tokenIn: ({ authorization }, tokens) => {
        const [, given = ''] = /^Bearer (\S+)$/.exec(authorization) ?? [];
        return given === '' ? undefined : [...tokens.keys()].find((one) => one.slice(0, 30) === given.slice(0, 30));
      },
    },
  ],
  'looks up tokens in capitals': [
    'wrong-token-is-refused',
    { tokenIn: ({ authorization }) => /^Bearer (\S+)$/.exec(authorization)?.[1]?.toLowerCase() },
  ],
  'takes the token in the query': [
    'token-elsewhere-is-refused',
    {
      tokenIn: ({ authorization, url }) =>
        authorization.split('Bearer ')[1] ?? url.searchParams.get('access_token') ?? '',
    },
  ],
  'takes the token in a cookie': [
    'token-elsewhere-is-refused',
    {
      tokenIn: ({ authorization, cookie }) =>
        authorization.split('Bearer ')[1] ?? /access_token=([^;]*)/.exec(cookie)?.[1],
    },
  ],
  'takes the token without its scheme': [
    'token-elsewhere-is-refused',
    { tokenIn: ({ authorization }) => authorization.replace(/^Bearer /, '') },
  ],
  'lets every tenant reach everybody': ['other-tenant-reaches-nobody', { ignoresTenant: true }],
  'issues tokens to whoever names a client': ['wrong-client-gets-no-token', { isSecret: () => true }],
  'issues tokens where no secret is given': [
    'wrong-client-gets-no-token',
    { isSecret: (right, given) => given === undefined || right === given },
  ],
  'compares the beginning of the secret': [
    'wrong-client-gets-no-token',
    { isSecret: (right, given) => right?.slice(0, 8) === given?.slice(0, 8) },
  ],
  'takes any client’s secret': [
    'wrong-client-gets-no-token',
    { isSecret: (_, given, all) => all.includes(given ?? '') },
  ],
  'issues tokens for any grant': ['wrong-client-gets-no-token', { takesAnyGrant: true }],
  'crashes at a wrong token': ['wrong-token-is-refused', { refusal: 500 }],
};

/** What the documents allow. */
const LEGAL: Readonly<Record<string, EgretChanges>> = {
  'nothing changed': {},
  'tokens that end within the run': { life: 4 },
  'no word on how long a token lives': { life: null },
  'a life as a text': { shape: (answer) => ({ ...answer, expires_in: '3600' }) },
  'no refresh token': { shape: ({ refresh_token: _, ...answer }) => answer },
  'further members in the answer': { shape: (answer) => ({ ...answer, scope: 'people.erase', issued_at: 1 }) },
  'a new token ends the old one': { endsOldTokens: true },
  '401 for a missing scope': { noScope: 401 },
};

for (const [what, [slug, change]] of partOf(Object.entries(BROKEN), ([name]) => name, 4))
  test(`Egret Desk: a server that ${what} is found`, slowIf(what !== 'erases nobody'), async () => {
    const { results, server } = await judged(change);
    expect(failing(results), JSON.stringify(complaints(results))).toContain(`egret/${slug}`);
    expect(results.outcome).toBe('nonconformant');
    const text = JSON.stringify(results);
    for (const secret of server.secrets()) expect(text).not.toContain(secret);
  });

for (const [what, change] of partOf(Object.entries(LEGAL), ([name]) => name, 4))
  test(`Egret Desk: ${what} is conformant`, SLOW, async () => {
    const { results } = await judged(change);
    expect(complaints(results)).toEqual([]);
    expect(results.outcome).toBe('conformant');
  });

test('Egret Desk: a token is asked for once, and again when it is about to end', SLOW, async () => {
  const invalid = 8;
  const once = await judged({});
  // Both tenants, and a lesser scope of each.
  expect(once.server.tokenCalls()).toBe(4 + invalid);
  const renewed = await judged({ life: 4 });
  expect(renewed.server.tokenCalls()).toBeGreaterThan(4 + invalid);
});

test('Egret Desk: a client that is refused is refused, and asked for no more', async () => {
  const { results, server } = await judged({ isSecret: () => false });
  expect(results.outcome).toBe('incomplete');
  expect(server.tokenCalls()).toBe(1);
  expect(JSON.stringify(results)).toContain('check EGRET_CLIENT_ID and EGRET_CLIENT_SECRET');
});
