import { expect } from '@playwright/test';
import { HtmlValidate } from 'html-validate';
import { compare } from '../../../reporters/compare/compare.ts';
import { compareHtml } from '../../../reporters/compare/html.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { OUTCOME_TEXT, REDACTION_TEXT, VERDICT_TEXT } from '../../../reporters/render/messages.ts';
import { SLOW } from '../part.ts';
import { test } from './page.ts';
import { incompleteResults, manyResults } from './further-results.ts';
import { exchange, hostileResults, requirement, sampleResults } from './sample-results.ts';

// Formatting of the source is nobody's concern; ids are those of requirements, which hold a slash.
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:prettier'],
  rules: { 'valid-id': ['error', { relaxed: true }], 'doctype-style': 'off', 'no-trailing-whitespace': 'off' },
});

const empty = () => sampleResults({ requirements: [], targets: [], excluded: [], errata: [], cleanup: [] });

for (const [name, page] of [
  ['the sample', renderHtml(sampleResults())],
  ['an incomplete run', renderHtml(incompleteResults())],
  ['a run with rules', renderHtml(sampleResults({ requirements: [requirement({ source: 'Reference; K16, A6' })] }))],
  ['hostile text', renderHtml(hostileResults())],
  ['an empty run', renderHtml(empty())],
  ['a comparison', compareHtml(compare(sampleResults(), incompleteResults()))],
  ['a hostile comparison', compareHtml(compare(hostileResults(), sampleResults()))],
] as const) {
  test(`${name} gives valid HTML`, async () => {
    const { results: files } = await validator.validateString(page);
    expect(files.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.ruleId} ${m.message}`))).toEqual([]);
  });
}

for (const [name, page] of [
  ['report', renderHtml(hostileResults())],
  ['comparison', compareHtml(compare(sampleResults(), hostileResults()))],
] as const) {
  test(`hostile text becomes no element of the ${name}, no request, no console message`, async ({ open }) => {
    const { page: shown, said } = await open(page);
    expect(said).toEqual([]);
    expect(await shown.locator('img, iframe, object, embed, form, base, link').count()).toBe(0);
    // The report's own script, which its policy names by hash; the comparison has none.
    expect(await shown.locator('script').count()).toBe(name === 'report' ? 1 : 0);
    expect(await shown.locator('a[href^="javascript:"]').count()).toBe(0);
    await expect(shown.locator('body')).toContainText('<script>alert(1)</script><img src=x onerror=alert(1)>');
  });

  test(`nothing unseen reaches the ${name}`, () => {
    expect(page).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/);
  });
}

test('the parts stand in a reader’s order under headings in order', SLOW, async ({ open }) => {
  const { page } = await open(renderHtml(sampleResults()));
  await expect(page.locator('h1')).toHaveText('nonconformant');
  expect(await page.locator('h2').allTextContents()).toEqual([
    'What to look at first',
    'For a manager: areas and verdicts',
    'For an engineer: every requirement',
    'What was judged',
    'What was not tested, and why',
    'Legend',
  ]);
  const tags = await page.evaluate<string>(
    `[...document.querySelectorAll('h1, h2, h3, h4')].map((h) => h.tagName[1]).join('')`,
  );
  const levels = [...tags].map(Number);
  levels.forEach((level, n) => expect(level - (levels[n - 1] ?? 0), `heading ${n}`).toBeLessThanOrEqual(1));
});

test('the answer names target, time, every count and what was held back', SLOW, async ({ open }) => {
  const results = sampleResults();
  const { page } = await open(renderHtml(results));
  const answer = page.getByRole('banner');
  await expect(answer).toContainText('http://127.0.0.1:4010');
  await expect(answer).toContainText('2026-01-31 10:00:00 UTC');
  for (const [verdict, count] of Object.entries(results.counts))
    await expect(
      answer.locator('.counts li').filter({ hasText: new RegExp(`^\\s*${count}\\s*${verdict}\\s*$`) }),
    ).toHaveCount(1);
  await expect(answer).toContainText('0 held back as hazardous, 0 pending before their deadline');
  for (const { id } of [...results.requirements, ...results.excluded])
    await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
});

test('an incomplete run says what would complete it', async ({ open }) => {
  const { page } = await open(renderHtml(incompleteResults()));
  await expect(page.locator('.card').first()).toContainText('1 requirement must be judged');
  await expect(page.locator('.card').first()).toContainText('allow more with CONFORMANCE_TIMEOUT_MS');
});

test('a sandbox run says so in the answer', async ({ open }) => {
  const [target] = sampleResults().targets;
  const { page } = await open(renderHtml(sampleResults({ targets: [{ ...target!, kind: 'sandbox' }] })));
  await expect(page.getByRole('banner')).toContainText('the embedded sandbox');
});

test('an unknown verdict renders as error and makes the report invalid', async ({ open }) => {
  const requirements = [requirement({ verdict: 'green' as never })];
  const { page } = await open(renderHtml(sampleResults({ outcome: 'conformant', requirements })));
  await expect(page.locator('h1')).toHaveText(/invalid/);
  await expect(page.locator('article .verdict')).toHaveText(/error/);
});

test('who was deleted wrongly comes before who survived, and both before wrong words; alike ones are told once', async ({
  open,
}) => {
  const failing = (id: string, actual: string, area: 'input' | 'erasure' | 'credentials' = 'input') =>
    requirement({ id: `knot/${id}`, text: `The text of ${id}.`, verdict: 'fail', actual, area });
  const requirements = [
    failing('wrong-word', 'unknown id: status 200'),
    failing('survivor', 'the deleted user: victim living', 'erasure'),
    failing('survivor-too', 'user 1: victim living; user 2: victim living', 'erasure'),
    failing('stranger', 'the victim of 1 request: victim gone', 'credentials'),
  ];
  const { page } = await open(renderHtml(sampleResults({ requirements })));
  await expect(page.locator('.card h3')).toHaveText([/stranger/, /survivor/, /wrong-word/]);
  await expect(page.locator('.card').nth(1)).toContainText('1 more requirement with the same observation');
  await expect(page.locator('.card').first().locator('pre').first()).toContainText(
    'curl -X POST http://127.0.0.1:4010/user/delete',
  );
});

test('a known failure says so, why, where it is worked on and until when; it comes after what gates', async ({
  open,
}) => {
  const knownFailure = { reason: 'Being rewritten.', link: 'https://example.com/1', expires: '2026-12-31' };
  const requirements = [
    requirement({ id: 'knot/known', verdict: 'fail', knownFailure }),
    requirement({ id: 'knot/mended', knownFailure }),
    requirement({ id: 'knot/new', verdict: 'fail', area: 'input' }),
  ];
  const knownFailures = [{ id: 'knot/*', ...knownFailure, state: 'failing' as const }];
  const { page } = await open(renderHtml(sampleResults({ requirements, knownFailures })));
  const order = page.locator('section[aria-labelledby=attention] .card a.mono');
  expect(await order.allTextContents()).toEqual(['knot/new', 'knot/mended', 'knot/known']);
  await expect(page.locator('[id="knot/known"]')).toContainText('known failure: does not gate');
  await expect(page.locator('[id="knot/mended"]')).toContainText('remove it from the list');
  await expect(page.locator('section[aria-labelledby=about]')).toContainText('(until 2026-12-31; fails as known)');
  await expect(page.getByRole('link', { name: 'https://example.com/1' }).first()).toBeVisible();
});

test('a schema error points at its place in the body', async ({ open }) => {
  const broken = exchange({ schemaErrors: [{ path: '/a/1/message', message: 'must be string' }] });
  const body = '{"message":"no","a":[{"message":1},{"x":2,"message":[42]}]}';
  const evidence = [{ ...broken, response: { ...broken.response!, body } }];
  const { page } = await open(
    renderHtml(sampleResults({ requirements: [requirement({ verdict: 'fail', evidence })] })),
  );
  await expect(page.locator('article mark')).toHaveText(['[42]']);
  await expect(page.locator('article .wrong')).toHaveText('/a/1/message must be string');
});

test('an exchange is called by what it is and whom it concerns, never by its role', () => {
  const title = 'Read of the user after the deletion';
  const evidence = [exchange({ role: 'observe', title }), exchange({ role: 'act' })];
  const page = renderHtml(sampleResults({ requirements: [requirement({ verdict: 'fail', evidence })] }));
  expect(page).toContain(`<summary>1. ${title}: `);
  expect(page).toContain('<summary>2. Deletion request: ');
  expect(page).not.toMatch(/\b(setup|control|act|fault|observe): /);
});

test('the legend defines every verdict and outcome and says what was redacted', () => {
  const html = renderHtml(sampleResults());
  for (const sentence of [...Object.values(VERDICT_TEXT), ...Object.values(OUTCOME_TEXT)])
    expect(html).toContain(sentence);
  expect(html).toContain(REDACTION_TEXT[0]);
});

test('the policy allows the one style sheet and the one script by their hash, and nothing else', () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(renderHtml(sampleResults()))?.[1];
  expect(policy).toMatch(
    /^default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-\S{44}'; script-src 'sha256-\S{44}'$/,
  );
});

test('the same results give the same bytes', () => {
  expect(renderHtml(sampleResults())).toBe(renderHtml(structuredClone(sampleResults())));
});

test('500 requirements with their evidence stay under 2 MB, all of it shown', () => {
  const html = renderHtml(manyResults(500, { failures: 20 }));
  expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
  expect(html).not.toContain('to keep this page under 2 MB');
});

test('evidence beyond 2 MB is shortened, that of failures last, and the page says so', () => {
  const html = renderHtml(manyResults(500, { failures: 20, bodyBytes: 4096 }));
  expect(Buffer.byteLength(html)).toBeLessThan(2_000_000);
  expect(html).toContain('to keep this page under 2 MB. results.json holds all of it.');
  expect(html.match(/<article/g)).toHaveLength(500);
});
