import { expect, test } from '@playwright/test';
import type { RequirementResult, Results } from '../../../src/verdict/results.ts';
import { judgeKnot, judgeMastercard } from './in-process.ts';

// A passing erasure keeps its proof: the look that saw this user living, the deletion, and the look that saw it gone.

const only = (slug: string) => (requirement: { slug: string }) => requirement.slug === slug;

/** Role, what it concerns, and status of each exchange that was kept, in order. */
function shown({ requirements }: Results, slug: string): string[] {
  const result = requirements.find(({ id }) => id.endsWith(`/${slug}`)) as RequirementResult;
  expect(result.verdict).toBe('pass');
  return result.evidence.map(({ role, concerns, response }) => `${role} of ${concerns}: ${response?.status}`);
}

for (const [vendor, judge] of [
  ['knot', judgeKnot],
  ['mastercard', judgeMastercard],
] as const)
  test(`${vendor}: the looks before and after the deletion of the same user are kept, and each names what it concerns`, async () => {
    const slug = 'deleted-user-is-gone';
    const results = await judge({ select: only(slug) });
    const kept = shown(results, slug);
    const [before, ...rest] = kept.filter((line) => line.startsWith('observe of the deleted user'));
    const after = rest.at(-1);
    expect(before).toBe('observe of the deleted user: 200');
    expect(after).toMatch(/observe of the deleted user: 4\d\d$/);
    const act = kept.findIndex((line) => line.startsWith('act of '));
    expect(kept.indexOf(before as string)).toBeLessThan(act);
    expect(kept.indexOf(after as string)).toBeGreaterThan(act);
    const result = results.requirements.find(({ id }) => id.endsWith(slug)) as RequirementResult;
    // The same user in all of them.
    const sent = result.evidence.filter(({ concerns, role }) => role === 'act' || concerns === 'the deleted user');
    const [id = 'none'] = /[0-9a-f]{8}-[-0-9a-f]{27}|[-\w]*[0-9a-f]{16}[-\w]*/.exec(sent[0]?.request.url ?? '') ?? [];
    // And each says so to a reader.
    const [first, ...others] = result.evidence.filter(({ concerns }) => concerns === 'the deleted user');
    expect(first?.title).toBe('Read of the user before the deletion');
    expect(others.at(-1)?.title).toBe('Read of the user after the deletion');
    expect(result.evidence.map(({ title }) => title)).toContain('Deletion request for the user');
    for (const { request } of sent) expect(`${request.url} ${request.body ?? ''}`).toContain(id);
  });
