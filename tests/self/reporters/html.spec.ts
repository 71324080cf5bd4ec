import { test, expect, type Browser, type Page } from '@playwright/test';
import { HtmlValidate } from 'html-validate';
import { renderHtml } from '../../../reporters/render/html.ts';
import { VERDICT_TEXT } from '../../../reporters/render/text.ts';
import { launchBrowser } from '../browser.ts';
import { hostileResults, requirement, sampleResults } from './sample-results.ts';

// Formatting of the source is nobody's concern; ids are those of requirements, which hold a slash.
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:prettier'],
  rules: { 'valid-id': ['error', { relaxed: true }], 'doctype-style': 'off', 'no-trailing-whitespace': 'off' },
});

let browser: Browser;
test.beforeAll(async () => void (browser = await launchBrowser()));
test.afterAll(() => browser.close());

/** Shows a page without JavaScript, as its CSP demands; collects what the browser complains about or asks for. */
async function show(html: string): Promise<{ page: Page; said: string[] }> {
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  page.on('request', (request) => said.push(request.url()));
  await page.setContent(html);
  return { page, said };
}

for (const [name, results] of [
  ['the sample', sampleResults()],
  ['hostile text', hostileResults()],
  ['an empty run', sampleResults({ requirements: [], targets: [], excluded: [], errata: [], cleanup: [] })],
] as const) {
  test(`${name} gives valid HTML`, async () => {
    const { results: files } = await validator.validateString(renderHtml(results));
    expect(files.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.ruleId} ${m.message}`))).toEqual([]);
  });
}

test('hostile text becomes no element, no request, no console message', async () => {
  const { page, said } = await show(renderHtml(hostileResults()));
  expect(said).toEqual([]);
  expect(await page.locator('script, img, iframe, object, embed, form, base, link').count()).toBe(0);
  const clean = await show(renderHtml(sampleResults({ knownFailures: hostileResults().knownFailures })));
  const elements = (shown: Page) => shown.locator('style, pre, details, article, table, title, h1').count();
  expect(await elements(page)).toBe(await elements(clean.page));
  const protocols = await page
    .locator('a')
    .evaluateAll((links) => links.map((a) => (a as { href?: string }).href ?? ''));
  expect(protocols.filter((href) => href.startsWith('javascript:'))).toEqual([]);
  await page.close();
  await clean.page.close();
});

test('nothing unseen reaches the page', () => {
  expect(renderHtml(hostileResults())).not.toMatch(
    /[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]/,
  );
});

test('the answer comes first, and every requirement has its own anchor', async () => {
  const results = sampleResults();
  const { page } = await show(renderHtml(results));
  await expect(page.locator('h1')).toHaveText(/nonconformant/);
  await expect(page.getByRole('banner')).toContainText('http://127.0.0.1:4010');
  for (const { id } of results.requirements) await expect(page.locator(`[id="${id}"]`)).toHaveCount(1);
  await page.close();
});

test('a sandbox run says so in the answer', async () => {
  const [target] = sampleResults().targets;
  const { page } = await show(renderHtml(sampleResults({ targets: [{ ...target!, kind: 'sandbox' }] })));
  await expect(page.getByRole('banner')).toContainText('the embedded sandbox');
  await page.close();
});

test('an unknown verdict renders as error and makes the report invalid', async () => {
  const requirements = [requirement({ verdict: 'green' as never })];
  const { page } = await show(renderHtml(sampleResults({ outcome: 'conformant', requirements })));
  await expect(page.locator('h1')).toHaveText(/invalid/);
  await expect(page.locator('article .verdict')).toHaveText(/error/);
  await page.close();
});

test('the legend defines every verdict, and the page forbids scripts and loading', () => {
  const html = renderHtml(sampleResults());
  expect(html).toContain("default-src 'none'");
  for (const sentence of Object.values(VERDICT_TEXT)) expect(html).toContain(sentence);
});

test('the same results give the same bytes', () => {
  expect(renderHtml(sampleResults())).toBe(renderHtml(structuredClone(sampleResults())));
});

test('500 requirements with evidence stay under 2 MB', () => {
  const requirements = Array.from({ length: 500 }, (_, n) => {
    const { evidence } = requirement();
    return requirement({ id: `knot/number-${n}`, evidence: [...evidence, ...evidence] });
  });
  expect(Buffer.byteLength(renderHtml(sampleResults({ requirements })))).toBeLessThan(2_000_000);
});
