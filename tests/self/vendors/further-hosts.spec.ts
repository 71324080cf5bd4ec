import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { virtualClock } from '../../../src/clock.ts';
import { readTarget } from '../../../src/configuration/index.ts';
import type { Transport } from '../../../src/http/types.ts';
import { blockedBecause } from '../../../src/run/guard.ts';
import { createKnownIds } from '../../../src/run/known-ids.ts';
import { inProcessTransport } from '../../../src/sandbox/index.ts';
import { both } from '../cassette/both.ts';
import { judgeVendor } from '../run/judge-vendor.ts';
import { SLOW } from '../part.ts';
import { loadEdited } from './edited-vendor.ts';
import { complaints, failing } from './judge.ts';
import { larkServer, type LarkChanges } from './lark-server.ts';

// Lark Mail with its members at another host than its erasures.

const BASE = 'http://127.0.0.1:4101';
const MEMBERS = 'http://127.0.0.1:4102/directory';
const FURTHER = 'sandbox: [sandbox.lark.example], further: { MEMBERS: [addMember, readMember] } }';

const withFurther = (further = FURTHER) =>
  loadEdited({
    vendor: 'lark',
    file: 'profile.yaml',
    passage: 'sandbox: [sandbox.lark.example] }',
    replacement: further,
  });

/** Each host answers its own paths alone. */
function twoHosts(sandbox: ReturnType<typeof larkServer>): { transport: Transport; asked: string[] } {
  const asked: string[] = [];
  const inner = inProcessTransport(sandbox);
  return {
    asked,
    transport: (request, limits) => {
      const { origin, pathname } = new URL(request.url);
      asked.push(`${request.method} ${origin}${pathname.replace(/M-\d+$/, '{number}')}`);
      const isMembers = origin === new URL(MEMBERS).origin;
      const path = isMembers ? pathname.replace(/^\/directory/, '') : pathname;
      if (isMembers !== path.startsWith('/members')) return inner({ ...request, url: `${BASE}/nothing` }, limits);
      return inner({ ...request, url: `${BASE}${path}` }, limits);
    },
  };
}

async function judged(changes: LarkChanges = {}) {
  const vendor = await withFurther();
  const sandbox = larkServer(randomUUID(), changes);
  const environment = { ...sandbox.environment, LARK_BASE_URL: BASE, LARK_MEMBERS_URL: MEMBERS };
  const target = readTarget(vendor.profile, environment, 'configured', 'lark');
  const { transport, asked } = twoHosts(sandbox);
  const results = await judgeVendor({ vendor, target, transport, clock: virtualClock(), seed: 1 });
  return { results, asked };
}

test('users are created and read at the other host, and erased at the base URL', SLOW, async () => {
  const { results, asked } = await judged();
  expect(complaints(results)).toEqual([]);
  const elsewhere = asked.filter((one) => one.includes(':4102'));
  expect(new Set(elsewhere)).toEqual(new Set([`POST ${MEMBERS}/members`, `GET ${MEMBERS}/members/{number}`]));
  expect(asked.filter((one) => one.includes(':4101/members'))).toEqual([]);
  expect(failing((await judged({ erase: () => undefined })).results)).toContain('lark/members-are-gone');
});

test('a further host is sent its own calls and nothing else, and no other host is sent anything', async () => {
  const vendor = await withFurther();
  const environment = { LARK_API_KEY: randomUUID(), LARK_BASE_URL: BASE, LARK_MEMBERS_URL: `${MEMBERS}?v=2` };
  const target = readTarget(vendor.profile, environment, 'configured', 'lark');
  const known = createKnownIds({ offered: ['M-1234567890'], runPrefix: 'c0a1b2c3d4e5f6071' });
  const why = (method: string, url: string, body?: unknown) => {
    const request = {
      method,
      url,
      headers: [],
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
    };
    return blockedBecause(request, { vendor, target, known, allowHazardous: true })?.because;
  };
  expect(why('GET', `${MEMBERS}/members/M-1234567890?v=2`)).toBeUndefined();
  expect(why('POST', `${MEMBERS}/members?v=2`, { name: 'lark' })).toBeUndefined();
  const foreign = "127.0.0.1:4102 is not the target's host.";
  for (const [method, url] of [
    ['POST', `${MEMBERS}/erasures`],
    ['DELETE', `${MEMBERS}/members/M-1234567890`],
    ['GET', `${MEMBERS}/members/M-1234567890?id=M-7`],
    ['GET', `${MEMBERS}/members/M-1%2F..%2Fx`],
    ['GET', 'http://127.0.0.1:4102/members/M-1234567890'],
    ['GET', 'http://127.0.0.1:4102/directoryx/members/M-1234567890'],
  ] as const)
    expect(why(method, url, method === 'POST' ? ['M-1234567890'] : undefined), url).toBe(foreign);
  expect(why('GET', 'https://127.0.0.1:4102/directory/members/M-1234567890')).toBe(foreign);
  expect(why('GET', 'http://127.0.0.1:4103/members/M-1234567890')).toBe("127.0.0.1:4103 is not the target's host.");
});

test('off loopback a further host needs consent, counts as elsewhere, and hides what its URL hides', async () => {
  const { profile } = await withFurther();
  const read = (more: Record<string, string>) =>
    readTarget(profile, { LARK_API_KEY: 'key', LARK_BASE_URL: BASE, ...more }, 'configured', 'lark');
  const elsewhere = { LARK_MEMBERS_URL: 'https://user:word@members.example/?k=v' };
  expect(() => read(elsewhere)).toThrow(
    'LARK_MEMBERS_URL names members.example, which is not loopback: the run deletes users there. Set CONFORMANCE_ALLOW_DELETE=1',
  );
  const target = read({ ...elsewhere, CONFORMANCE_ALLOW_DELETE: '1' });
  expect([target.loopback, target.production]).toEqual([false, false]);
  expect(target.configuration['LARK_MEMBERS_URL']).toBe('https://members.example?k=[redacted]');
  expect(() => read({ LARK_MEMBERS_URL: 'https://api.lark.example', CONFORMANCE_ALLOW_DELETE: '1' })).toThrow(
    "LARK_MEMBERS_URL names api.lark.example, which is Lark Mail's production host",
  );
  expect(() => read({ LARK_MEMBERS_URL: 'members' })).toThrow('LARK_MEMBERS_URL does not begin with http');
  expect(read({}).further).toBeUndefined();
});

test('a run with two hosts is replayed', SLOW, async () => {
  const vendor = await withFurther();
  const { recorded, replayed } = await both({
    vendor,
    sandbox: () => Promise.resolve(larkServer(randomUUID())),
    environment: { LARK_BASE_URL: BASE, LARK_MEMBERS_URL: MEMBERS },
    through: (inner) => (request, limits) => inner({ ...request, url: request.url.replace(MEMBERS, BASE) }, limits),
  });
  expect(replayed).toEqual(recorded);
  expect(Object.values(recorded)).not.toContain('error');
});

test('the loader names a call that is not there, the deletion, and one at two hosts', async () => {
  for (const [calls, says] of [
    [
      '[addMembr]',
      'no call that creates or reads users, or reads a job, is named "addMembr", did you mean "addMember"?',
    ],
    ['[eraseMembers]', 'eraseMembers is the deletion, which is at the base URL'],
    ['[addMember, addMember]', 'addMember is at two hosts'],
  ] as const)
    await expect(withFurther(FURTHER.replace('[addMember, readMember]', calls))).rejects.toThrow(
      `lark/profile.yaml:3: ${says}`,
    );
  await expect(withFurther(FURTHER.replace('MEMBERS:', 'TOKEN:'))).rejects.toThrow('TOKEN');
});
