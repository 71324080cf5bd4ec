import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { virtualClock, type Clock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/types.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { DESCRIPTION, hmacVerifier, type Forgets, type Keys } from '../auth/hmac-verifier.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import { signedValue } from '../../../src/session/sign-request.ts';
import { specsWithAuth, withAuth } from './changed-specs.ts';
import { complaints, failing } from './judge.ts';
import { otterServer, problem } from './otter-server.ts';
import { partOf, SLOW } from '../part.ts';

// Otter Club with a signature in the place of its token: nothing but `auth` of its profile is another.

const own = { id: 'otter-key-1', secret: randomUUID() };
const other = { id: 'otter-key-2', secret: randomUUID() };
const KEYS: Keys = { [own.id]: own.secret, [other.id]: other.secret };

/** A server behind a verifier of signatures. */
function signedOtter(clock: Clock, forgets: Forgets, deletesAnyway: boolean): Sandbox {
  const token = randomUUID();
  const inner = otterServer(token);
  const isSigned = hmacVerifier(KEYS, () => clock.now(), forgets);
  return {
    ...inner,
    fetch: async (request, env) => {
      const body = env?.rawBody ?? Buffer.alloc(0);
      const mayPass = isSigned(request.method, request.url, request.headers, body);
      const headers = new Headers(request.headers);
      headers.set('authorization', `Bearer ${token}`);
      const passed = new Request(request.url, {
        method: request.method,
        headers,
        ...(body.length > 0 ? { body } : {}),
      });
      if (mayPass) return inner.fetch(passed, env);
      if (deletesAnyway && request.method === 'DELETE') await inner.fetch(passed, env);
      return problem(401, 'token_wrong');
    },
    environment: {
      OTTER_KEY_ID: own.id,
      OTTER_SECRET: own.secret,
      OTTER_OTHER_KEY_ID: other.id,
      OTTER_OTHER_SECRET: other.secret,
    },
  };
}

async function judged(forgets: Forgets = {}, deletesAnyway = false, whole = false): Promise<Results> {
  const vendor = await withAuth('otter', DESCRIPTION);
  const clock = virtualClock();
  const server = signedOtter(clock, forgets, deletesAnyway);
  const environment = { ...server.environment, OTTER_BASE_URL: inProcessBaseUrl(server) };
  const target = readTarget(vendor.profile, environment, 'configured', vendor.name);
  const select = whole ? () => true : ({ area }: { readonly area: string }) => area === 'credentials';
  return judgeVendor({ vendor, target, transport: inProcessTransport(server), clock, seed: 1, select });
}

test('a right server is conformant, and no secret is in the results', SLOW, async () => {
  const results = await judged({}, false, true);
  expect(complaints(results)).toEqual([]);
  expect(results.outcome).toBe('conformant');
  const text = JSON.stringify(results);
  for (const secret of [own.secret, other.secret, own.secret.slice(0, -1)]) expect(text).not.toContain(secret);
});

/** What the verifier forgets, and what the row says of it. */
const BROKEN: Readonly<Record<string, readonly [forgets: Forgets, about: string]>> = {
  'takes what is not signed': [{ signature: 'presence' }, 'no signature'],
  'does not check the signature': [{ signature: 'value' }, 'last bit flipped'],
  'compares the beginning of the signature': [{ signature: 'end' }, 'first half'],
  'leaves the last byte of the signature out': [{ signature: 'last-byte' }, 'last bit flipped'],
  'takes another method': [{ part: 'method' }, 'another method'],
  'takes another path': [{ part: 'path' }, 'another path'],
  'takes another query': [{ part: 'query' }, 'another query'],
  'takes another value of a signed header': [{ part: 'type' }, 'another value of Content-Type'],
  'trims the body': [{ part: 'body' }, 'another body'],
  'takes another time than the signed one': [{ part: 'time' }, 'another time'],
  'takes old signatures': [{ age: true }, 'an hour old'],
  'takes signatures of tomorrow': [{ future: true }, 'an hour ahead'],
  'takes a nonce twice': [{ use: true }, 'used before'],
  'takes SHA-1': [{ sha1: true }, 'another algorithm'],
  'takes any key id': [{ keyId: true }, 'unknown key id'],
  'takes the key in the other case': [{ keyCase: true }, 'other case'],
  'takes any tenant’s key for any id': [{ tenant: true }, 'other tenant'],
};

for (const [what, [forgets, about]] of partOf(Object.entries(BROKEN), ([name]) => name, 4))
  test(`a server that ${what} is found`, async () => {
    const results = await judged(forgets);
    const row = results.requirements.find(({ id }) => id === 'otter/wrong-token-is-refused');
    expect(row?.verdict, JSON.stringify(complaints(results))).toBe('fail');
    expect(row?.message).toContain(about);
    // Whoever reads the report can send it again: the command signs it, wrongly in the same way.
    const lines = row?.evidence.map(({ curl }) => curl).join('\n') ?? '';
    if (about !== 'no signature') expect(lines).toMatch(/@<\(.*sign --vendor otter/);
    expect(JSON.stringify(results)).not.toContain(own.secret);
  });

test('a server that refuses and deletes all the same is found', async () => {
  expect(failing(await judged({}, true))).toContain('otter/wrong-token-deletes-nobody');
});

test('the command signs what curl sends, and wrongly by a name', () => {
  const specs = specsWithAuth('otter', DESCRIPTION);
  try {
    const environment = {
      CONFORMANCE_SPECS: specs.path,
      OTTER_BASE_URL: 'http://127.0.0.1:1',
      OTTER_KEY_ID: own.id,
      OTTER_SECRET: own.secret,
    };
    const url = 'http://127.0.0.1:1/users/1?a=1';
    const request = { vendor: 'otter', method: 'DELETE', url, headers: ['Content-Type: text/plain'] };
    const isRight = (lines: string): boolean => {
      const headers = new Headers([['Content-Type', 'text/plain'], ...lines.split('\n').map(pairOf)]);
      return hmacVerifier(KEYS, Date.now)('DELETE', url, headers, Buffer.alloc(0));
    };
    expect(isRight(signedValue(request, environment))).toBe(true);
    expect(isRight(signedValue({ ...request, invalid: 'credentials.other-path' }, environment))).toBe(false);
    expect(() => signedValue({ ...request, headers: ['no line'] }, environment)).toThrow('--header takes');
  } finally {
    specs.remove();
  }
});

const pairOf = (line: string): [string, string] => [line.split(': ')[0] ?? '', line.split(': ')[1] ?? ''];
