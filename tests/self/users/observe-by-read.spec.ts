import { test, expect } from '@playwright/test';
import { GONE, LIVES, PEEK, PROFILE, SECRET, house, reading, type Reply, type Setting } from './users-under-test.ts';

const STRANGER = { id: 'someone', tenant: 'own', marker: 7, offered: false, exchanges: [] } as const;

async function observe(reply: Reply, setting: Setting = {}) {
  const { users } = await house({ ...setting, reply: () => reply });
  return users.observe(STRANGER);
}

for (const [reply, state] of [
  [LIVES, 'living'],
  [{ status: 409, body: { code: 'LEAVING' } }, 'terminating'],
  [GONE, 'gone'],
  [{ status: 500, body: { code: 'NOBODY' } }, 'answered 500'],
] as const)
  test(`a read answered ${JSON.stringify(reply)} says ${state}`, async () => {
    const observation = await observe(reply);
    expect(observation.state).toBe(state);
    expect(observation.notJudged).toBeUndefined();
    expect(observation.exchanges).toHaveLength(1);
  });

for (const [reply, reason] of [
  [{ status: 429 }, 'rate-limited'],
  [{ status: 502 }, 'gateway'],
  [{ status: 503 }, 'gateway'],
  [{ status: 504 }, 'gateway'],
  ['timeout', 'timeout'],
  ['reset', 'network'],
  ['unsent', 'network'],
  [{ status: 401, body: {} }, 'undocumented-answer'],
  [{ status: 404, body: { code: 'OTHER' } }, 'undocumented-answer'],
  [{ status: 404 }, 'undocumented-answer'],
  [{ status: 200, body: [] }, 'undocumented-answer'],
] as const)
  test(`a read answered ${JSON.stringify(reply)} proves nothing: ${reason}`, async () => {
    const { state, notJudged } = await observe(reply);
    expect(state).toBe('unknown');
    expect(notJudged).toMatchObject({ verdict: 'inconclusive', reason });
    if (typeof reply === 'object') expect(notJudged?.message).toContain(String(reply.status));
  });

test('marks are what the JSONPath of the profile finds', async () => {
  expect((await observe({ status: 200, body: { chairs: [7, 'x'] } })).markers).toEqual([7, 'x']);
});

test('a reconstructed read: the answer of the never-created id counts as gone, with its code', async () => {
  const at = (status: number, code: unknown): Setting => ({
    profile: { observe: [PEEK] },
    preflightResult: { unknownRead: { peek: { status, code } } },
  });
  expect((await observe({ status: 404, body: { code: 'WHO' } }, at(404, 'WHO'))).state).toBe('gone');
  expect((await observe({ status: 404 }, at(404, null))).state).toBe('gone');
  expect((await observe({ status: 404, body: { code: 'X' } }, at(404, 'WHO'))).state).toBe('unknown');
  expect((await observe({ status: 401, body: { code: 'WHO' } }, at(401, 'WHO'))).state).toBe('unknown');
  expect((await observe({ status: 403, body: { code: 'WHO' } }, at(403, 'WHO'))).state).toBe('unknown');
});

test('a published read: only the documented answer counts', async () => {
  const preflightResult = { unknownRead: { read: { status: 404, code: 'WHO' } } };
  expect((await observe({ status: 404, body: { code: 'WHO' } }, { preflightResult })).state).toBe('unknown');
});

test('an encrypted body is judged by its status', async () => {
  expect((await observe({ status: 200 }, { profile: { observe: [SECRET] } })).state).toBe('living');
  expect((await observe({ status: 404 }, { profile: { observe: [SECRET] } })).state).toBe('gone');
});

test('several reads: gone only when every one that showed the user living says so', async () => {
  const answers: Record<string, Reply> = { read: LIVES, peek: { status: 200 } };
  const observe = [...PROFILE.users.observe, PEEK];
  const { users } = await house({ profile: { observe }, reply: reading(({ operation }) => answers[operation]!) });
  const [user] = await users.acquire({});
  answers['read'] = GONE;
  expect((await users.observe(user!)).state).toBe('living');
  answers['peek'] = { status: 401 };
  expect((await users.observe(user!)).state).toBe('unknown');
  answers['peek'] = { status: 410 };
  expect((await users.observe(user!)).state).toBe('gone');
});

test('several reads: one that never showed the user is not asked to show it gone', async () => {
  const answers: Record<string, Reply> = { read: LIVES, peek: { status: 401 } };
  const observe = [...PROFILE.users.observe, PEEK];
  const { users } = await house({ profile: { observe }, reply: reading(({ operation }) => answers[operation]!) });
  const [user] = await users.acquire({});
  answers['read'] = GONE;
  expect((await users.observe(user!)).state).toBe('gone');
});

test('a bystander is looked at after the time that deletions take here', async () => {
  const { users, clock } = await house({ preflightResult: { latencyMs: 300 }, reply: () => LIVES });
  expect((await users.survives(STRANGER)).state).toBe('living');
  expect(clock.now()).toBe(300);
});

test('410, or what another call documents as gone, counts where the never-created id is refused (A44)', async () => {
  const reads = [{ ...PEEK, gone: [{ status: 404, '/code': 'AWAY' }] }];
  const seen = async (reply: Reply, status: number) => {
    const preflightResult = { unknownRead: { read: { status, code: 'NOBODY' } } };
    return (await observe(reply, { profile: { reads }, preflightResult })).state;
  };
  expect(await seen({ status: 410 }, 404)).toBe('gone');
  expect(await seen({ status: 404, body: { code: 'AWAY' } }, 404)).toBe('gone');
  expect(await seen({ status: 404, body: { code: 'ELSEWHERE' } }, 404)).toBe('unknown');
  // A read that refuses nobody, or everybody, tells nobody from anybody.
  for (const status of [200, 401, 403, 429, 500]) expect(await seen({ status: 410 }, status)).toBe('unknown');
});
