import { expect, test } from '@playwright/test';
import { CHECKS } from '../../../src/checks/index.ts';
import { mergeVendor } from '../../../src/shards/merge-vendor.ts';
import type { VendorPart } from '../../../src/run/assemble-vendor-results.ts';
import { blobName } from '../../../src/shards/shard-file.ts';
import { withProbeUser, requirementsOfShard, allocateUsers, shardAt } from '../../../src/run/allocation.ts';
import type { Target } from '../../../src/configuration/index.ts';
import type { Vendor } from '../../../src/spec-loader/types.ts';
import type { Requirement } from '../../../src/verdict/types.ts';
import { loadOnce } from '../run/in-process.ts';
import type { ContractFinding } from '../../../src/checks/run-level/types.ts';
import type { PreflightResult } from '../../../src/results/types.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `user-${String(index)}`);
const target = (more: Partial<Target>): Target => ({ maxUsers: 1000, ...more }) as Target;

/** Requirements of the whole catalogue that are executed. */
async function catalogue(): Promise<{ vendor: Vendor; requirements: Requirement[] }> {
  const vendor = await loadOnce('knot');
  const runLevel = ['response-contract', 'undocumented-status', 'no-secret-in-answers', 'stays-gone', 'still-lives'];
  return { vendor, requirements: vendor.requirements.filter(({ check }) => check && !runLevel.includes(check)) };
}

const shares = async (given: Partial<Target>, total: number) => {
  const { vendor, requirements } = await catalogue();
  return allocateUsers({ requirements, isHeldBack: () => false, vendor, target: target(given), total });
};

test('every requirement belongs to exactly one shard, in turn', () => {
  const requirements = ['a', 'b', 'c', 'd', 'e'];
  const all = [1, 2, 3].map((current) => requirementsOfShard(requirements, { current, total: 3 }));
  expect(all).toEqual([['a', 'd'], ['b', 'e'], ['c']]);
  expect(requirementsOfShard(requirements, null)).toEqual(requirements);
  expect([0, 1, 2, 3].map((position) => shardAt(position, 3))).toEqual([1, 2, 3, 1]);
  expect(blobName({ current: 1, total: 3 })).toBe('shard-1-of-3.json');
});

for (const observe of ['read', 'repeat'] as const)
  for (const count of [0, 5, 40, 300])
    test(`of ${String(count)} offered users (${observe}) none serves two shards, and none is lost`, async () => {
      const parts = await shares({ userIds: ids(count), observe }, 3);
      const used = parts.flatMap(({ userIds = [] }) => userIds);
      expect(new Set(used).size).toBe(used.length);
      expect([...used].sort()).toEqual(ids(count).sort());
    });

test('the requirements nearest the top get users first, whatever their shard', async () => {
  const { requirements } = await catalogue();
  const needsOf = (requirement: Requirement) =>
    CHECKS.get(requirement.check ?? '')?.needs?.(requirement) ?? { deleted: 0, preserved: 0 };
  const first = requirements.findIndex(
    (requirement) => needsOf(requirement).deleted + needsOf(requirement).preserved > 0,
  );
  const { deleted, preserved } = needsOf(requirements[first]!);
  const parts = await shares({ userIds: ids(deleted + preserved) }, 3);
  expect(parts.map(({ userIds = [] }) => userIds.length)[shardAt(first, 3) - 1]).toBe(deleted + preserved);
});

test('a shard without users of its own still knows that they are offered', () => {
  const given = target({ userIds: ['a', 'b'] });
  expect(withProbeUser(given, { userIds: [], maxUsers: 1 }).userIds).toEqual(['a', 'b']);
  expect(withProbeUser(given, { userIds: ['b'], maxUsers: 1 }).userIds).toEqual(['b', 'a']);
  expect(withProbeUser(target({}), { maxUsers: 7 })).toMatchObject({ maxUsers: 7 });
});

test('together shards create no more users than a whole run may, also where a preflight has none', async () => {
  for (const maxUsers of [0, 1, 2, 3, 10, 100, 1000]) {
    const parts = await shares({ maxUsers }, 3);
    expect(parts.reduce((sum, one) => sum + one.maxUsers, 0)).toBe(maxUsers);
    expect(parts.every((one) => one.maxUsers >= 0 && one.userIds === undefined)).toBe(true);
  }
});

const PREFLIGHT_RESULT = { credentials: 'accepted', observe: 'read', users: 'created' } as PreflightResult;

function part(more: Partial<VendorPart>): VendorPart {
  const cleanup = { left: [], message: 'Clean: every user that the run created was deleted (4).' };
  const target = { kind: 'configured', baseUrl: 'http://a.example' } as VendorPart['target'];
  const last = { seen: [], cleanup, findings: [] };
  return {
    vendor: 'v',
    target,
    preflightResult: PREFLIGHT_RESULT,
    preflight: [],
    probes: [],
    reports: [],
    broken: [],
    last,
    cleanup,
    ...more,
  };
}

test('what every shard saw is shown once, and what only one saw is shown', () => {
  const finding = (status: number) => ({ status, facts: {}, evidence: {} }) as unknown as ContractFinding;
  const { preflight } = mergeVendor([
    part({ preflight: [finding(400)] }),
    part({ preflight: [finding(400), finding(500)] }),
  ]);
  expect(preflight.map(({ status, evidence }) => [status, evidence !== null])).toEqual([
    [400, true],
    [400, false],
    [500, true],
  ]);
});

test('a probe of a later shard is told only where it fared otherwise', () => {
  const looked = (user: string, state: string) => ({
    deleted: true,
    user,
    state,
    message: null,
    pending: null,
    evidence: [],
  });
  const of = (user: string, state: string, probe: boolean) => {
    const { last, ...rest } = part({ probes: probe ? [user] : [] });
    return { ...rest, last: { ...last!, seen: [looked(user, state)] } };
  };
  const users = (...parts: VendorPart[]) => mergeVendor(parts).last?.seen.map(({ user }) => user);
  expect(users(of('a', 'gone', true), of('b', 'gone', true), of('c', 'gone', false))).toEqual(['a', 'c']);
  expect(users(of('a', 'gone', true), of('b', 'living', true))).toEqual(['a', 'b']);
});

test('the clean-up line sums up, or tells each shard’s', () => {
  const left = { left: ['u'], message: 'Left behind: 1 of the 9 users that the run created.' };
  expect(mergeVendor([part({}), part({})]).cleanup).toEqual({
    left: [],
    message: 'Clean: every user that the run created was deleted (8).',
  });
  expect(mergeVendor([part({}), part({ cleanup: left })]).cleanup).toEqual({
    left: ['u'],
    message:
      'Clean: every user that the run created was deleted (4). Left behind: 1 of the 9 users that the run created.',
  });
});

test('the standing is that of a shard whose users were seen', () => {
  const blind = part({ preflightResult: { ...PREFLIGHT_RESULT, observe: 'repeat' } });
  const refused = part({ preflightResult: { ...PREFLIGHT_RESULT, credentials: 'refused' } });
  expect(mergeVendor([refused, blind, part({})]).preflightResult.observe).toBe('read');
  expect(mergeVendor([refused, blind]).preflightResult.observe).toBe('repeat');
  expect(mergeVendor([refused]).preflightResult.credentials).toBe('refused');
});
