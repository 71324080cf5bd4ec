import { expect, test } from '@playwright/test';
import { outcomeText } from '../../../reporters/render/outcome-text.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { renderSummary } from '../../../reporters/render/summary.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { requirement, sampleResults } from './sample-results.ts';

// The sentence under the headline says of the run no more than happened.

const KNOWN = { reason: 'Being mended.', link: 'https://tracker.example/1', expires: '2027-01-01' };
const [pass, fail, warn] = (['pass', 'fail', 'warn'] as const).map((verdict) => requirement({ verdict }));
const results = (requirements: Results['requirements'], more: Partial<Results> = {}): Results =>
  sampleResults({ partial: null, requirements, ...more });

const options = { ...sampleResults().options, strict: true };

for (const [what, given, sentence] of [
  ['all is met', results([pass!], { outcome: 'conformant' }), 'Every requirement that counts was judged and met.'],
  [
    'a selection is met',
    results([pass!], { outcome: 'conformant', partial: { selection: 'deleted' } }),
    'Every requirement of the selection that counts was judged and met.',
  ],
  [
    'a failure is known',
    results([pass!, { ...fail!, knownFailure: KNOWN }], { outcome: 'conformant' }),
    'Every requirement that counts was judged and met, except known failures.',
  ],
  ['one fails', results([pass!, fail!, warn!], { outcome: 'nonconformant' }), 'At least one MUST is violated.'],
  [
    'one warns, under --strict',
    results([pass!, warn!], { outcome: 'nonconformant', options }),
    'At least one SHOULD is violated, and --strict counts that.',
  ],
  [
    'a known failure is met',
    results([{ ...pass!, knownFailure: KNOWN }], { outcome: 'nonconformant' }),
    'A requirement that is listed as a known failure is met now: take it off the list.',
  ],
] as const)
  test(`${what}: page and summary say just that`, () => {
    expect(outcomeText(given)).toBe(sentence);
    expect(renderHtml(given)).toContain(`<p class="soft">${sentence} `);
    expect(renderSummary(given)).toContain(`\n${sentence}\n`);
  });
