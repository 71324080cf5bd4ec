import { expect, test } from '@playwright/test';
import { inWords } from '../../../reporters/render/fact-words.ts';
import { describe } from '../../../reporters/render/junit.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { CHECKS } from '../../../src/checks/index.ts';
import { describeExpectation } from '../../../src/verdict/judge.ts';
import { loadOnce } from '../run/in-process.ts';
import { requirement, sampleResults } from './sample-results.ts';

for (const [facts, words] of [
  ['victim gone (MUST); bystander living (MUST)', 'the named user is gone (MUST); another user still exists (MUST)'],
  ['victim gone or terminating (MUST)', 'the named user is gone or is being deleted (MUST)'],
  ['the deleted user: victim living', 'the deleted user: still exists'],
  ['user 1: victim living; the bystander: bystander gone', 'user 1: still exists; the bystander: is gone'],
  ['status 400 (MUST)', 'status 400 (MUST)'],
  [
    'effect accepted and gone or refused and living (MUST)',
    'accepted, and the user is gone or refused, and the user still exists (MUST)',
  ],
  [
    'the user named in it: effect listed and living',
    'the user named in it: listed as deleted, and the user still exists',
  ],
  ['the deleted user: firstLook living', 'the deleted user: in the first look the user still exists'],
  ['oldData absent (MUST); recreated true (MAY)', 'no old data is shown (MUST); the user can be created again (MAY)'],
  [
    'likeAbsent false (MUST); json true, schema valid (MUST)',
    'not answered as if there were no body (MUST); the body is JSON, the body conforms to its schema (MUST)',
  ],
  ['mediaType documented or missing (MUST)', 'the media type is documented, or missing (MUST)'],
  [
    'listed all or none (MUST); effect listed and gone (MUST)',
    'the answer lists all or none of the ids (MUST); listed as deleted, and the user is gone (MUST)',
  ],
  [
    'body a object with properties {"error_code":{"const":"A"}} (MUST)',
    'body an object whose error_code is "A" (MUST)',
  ],
  ['fits true (MUST); kept everything (MUST)', 'the answer to that request (MUST); keeps everything (MUST)'],
  [
    'another user: kept all but one thing at $[0]; creation answered 500',
    'another user: keeps all but one thing at $[0]; creating the user again: answered 500',
  ],
  ['User 1 still exists.; User 2 still exists.', 'User 1 still exists. User 2 still exists.'],
  ['/message json true', '/message json true'],
  ['a victim of circumstances', 'a victim of circumstances'],
] as const)
  test(`"${facts}" is "${words}"`, () => {
    expect(inWords(facts)).toBe(words);
  });

/** Names of facts that are the words for what they say. */
const WORDS = ['status', 'body', 'otherwise', 'listed', 'accepted'];

test('what the requirements of both vendors expect is in words', async () => {
  const named = [...new Set([...CHECKS.values()].flatMap((check) => check.facts))].filter(
    (one) => !WORDS.includes(one),
  );
  expect(named.length).toBeGreaterThan(25);
  for (const vendor of ['knot', 'mastercard'] as const)
    for (const { id, expect: clauses } of (await loadOnce(vendor)).requirements)
      expect(inWords(describeExpectation(clauses)), id).not.toMatch(new RegExp(`(?:^|[;,] )(?:${named.join('|')}) `));
});

test('no rendering shows the names of the facts', () => {
  const broken = requirement({
    verdict: 'fail',
    expected: 'victim gone (MUST)',
    actual: 'the deleted user: victim living',
    message: 'The deleted user still exists.',
  });
  const all = sampleResults({ requirements: [broken] });
  const outputs = [
    renderHtml(all),
    renderSummary(all),
    renderTerminal(all, { colour: false, reportDir: 'report' }),
    describe(broken, all),
  ];
  for (const output of outputs) {
    expect(output).toContain('the named user is gone');
    expect(output).not.toMatch(/victim (living|gone)/);
  }
});
