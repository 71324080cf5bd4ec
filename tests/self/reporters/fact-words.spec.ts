import { expect, test } from '@playwright/test';
import { inWords } from '../../../reporters/render/fact-words.ts';
import { describe } from '../../../reporters/render/junit.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
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
  ['User 1 still exists.; User 2 still exists.', 'User 1 still exists. User 2 still exists.'],
  ['/message json true', '/message json true'],
  ['a victim of circumstances', 'a victim of circumstances'],
] as const)
  test(`"${facts}" is "${words}"`, () => {
    expect(inWords(facts)).toBe(words);
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
