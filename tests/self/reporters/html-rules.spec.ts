import { expect } from '@playwright/test';
import { renderHtml } from '../../../reporters/render/html.ts';
import { parseRules, parseSource, RULES } from '../../../reporters/render/rules.ts';
import type { Results } from '../../../src/verdict/results.ts';
import { SLOW } from '../part.ts';
import { test } from './page.ts';
import { requirement, sampleResults } from './sample-results.ts';

const ONE = '### <a id="k1"></a>K1. Success\n\n_Open:_ a *question*\nin two lines.\n\n_Rule:_ the `answer`.\n';

const citing = (source: string): Results => sampleResults({ requirements: [requirement({ source })] });

test.describe('docs/rules.md as data', () => {
  test('a rule has an id, a title, a question and a decision', () => {
    expect([...parseRules(`# Rules\n\nText.\n\n${ONE}\n<a id="k2"></a>\n\n## Next\n\nMore text.\n`).values()]).toEqual([
      { id: 'K1', title: 'Success', question: 'a *question* in two lines.', decision: 'the `answer`.' },
    ]);
  });

  test('a file with CRLF gives the same', () => {
    expect(parseRules(ONE.replaceAll('\n', '\r\n'))).toEqual(parseRules(ONE));
  });

  for (const [name, markdown, message] of [
    ['a heading without an anchor', '### K1. Success\n', 'docs/rules.md:1: expected a heading like'],
    ['the anchor of another rule', ONE.replace('id="k1"', 'id="k2"'), 'docs/rules.md:1: expected a heading like'],
    ['no decision', ONE.split('_Rule:_')[0]!, 'docs/rules.md:1: expected a paragraph that begins with _Open:_'],
    ['a third paragraph', `${ONE}\nMore.\n`, 'docs/rules.md:1: expected a paragraph that begins with _Open:_'],
    ['a rule that is defined twice', `${ONE}\n${ONE}`, 'docs/rules.md:8: rule K1 is defined twice'],
  ] as const)
    test(`${name} is an error with its line`, () => {
      expect(() => parseRules(markdown)).toThrow(message);
    });

  for (const [source, text, rules] of [
    ['Reference, Delete (200); K17, A10', 'Reference, Delete (200); ', ['K17', 'A10']],
    ['RFC 9110, 8.3; page A4; K9', 'RFC 9110, 8.3; page A4; ', ['K9']],
    ['K9', '', ['K9']],
    ['Manual, part A4', 'Manual, part A4', []],
    ['K9; see the manual', 'K9; see the manual', []],
  ] as const)
    test(`the source "${source}" cites ${rules.join(' and ') || 'nothing'}`, () => {
      expect(parseSource(source)).toEqual({ text, rules });
    });
});

test('a rule id of a source leads to the text of the rule, which was closed', SLOW, async ({ open }) => {
  const { page, said } = await open(renderHtml(citing('Reference; K16, A6')));
  const rule = page.locator('.rule', { hasText: 'K16. Second deletion' });
  await expect(rule).toBeHidden();
  await page.locator('article summary').first().click();
  await page.getByRole('link', { name: 'K16', exact: true }).first().click();
  await expect(rule).toBeVisible();
  await expect(rule).toBeInViewport();
  await expect(rule).toContainText('200 warns');
  expect(said).toEqual([]);
});

test('an address that names a rule opens it, also without JavaScript', SLOW, async ({ open }) => {
  for (const javaScriptEnabled of [true, false]) {
    const { page } = await open(renderHtml(citing('Reference; K16, A6')), '#rule-A6', { javaScriptEnabled });
    await expect(page.locator('.rule', { hasText: 'A6. Second deletion at Knot' })).toBeInViewport();
  }
});

test('a browser that opens nothing by itself is helped', SLOW, async ({ open }) => {
  const { page } = await open(renderHtml(citing('Reference; K16, A6')));
  // No navigation takes place, so the browser has no reason to open anything.
  await page.evaluate(`history.replaceState(null, '', '#rule-A6'); dispatchEvent(new Event('hashchange'));`);
  await expect(page.locator('.rule', { hasText: 'A6. Second deletion at Knot' })).toBeInViewport();
});

test(
  'only the rules that are cited are shown; a rule that another one names is a link where it is shown',
  SLOW,
  async ({ open }) => {
    const { page } = await open(renderHtml(citing('Reference; K16')));
    await expect(page.locator('.rule')).toHaveText([/^K16\. Second deletion/]);
    await expect(page.locator('.rule')).toContainText('A6 replaces the rest');
    await expect(page.locator('.rule a')).toHaveCount(0);
    const { page: both } = await open(renderHtml(citing('Reference; K16, A6')));
    await expect(both.locator('#rule-K16 a')).toHaveAttribute('href', '#rule-A6');
  },
);

test('what excluded requirements and errata rely on is shown as well', SLOW, async ({ open }) => {
  const { excluded, errata } = sampleResults();
  const { page } = await open(
    renderHtml(
      sampleResults({
        excluded: excluded.map((one) => ({ ...one, source: 'Reference; K14' })),
        errata: errata.map((one) => ({ ...one, source: 'Reference; K15' })),
      }),
    ),
  );
  await expect(page.locator('.rule')).toHaveText([/^K14\./, /^K15\./]);
  await expect(page.locator('#excluded ~ * a[href="#rule-K14"], .sentences a[href="#rule-K15"]')).toHaveCount(2);
});

test('an id that is no rule stays text, and without rules there is no section', async ({ open }) => {
  const { page } = await open(renderHtml(citing('Somebody else; A99, K0')));
  await expect(page.locator('article')).toContainText('Somebody else; A99, K0');
  await expect(page.locator('#rules, a[href="#rules"], a[href^="#rule-"]')).toHaveCount(0);
});

test('all rules can be shown: their Markdown is rendered, in the order of the file', async ({ open }) => {
  const { page } = await open(renderHtml(citing(`Reference; ${[...RULES.keys()].join(', ')}`)));
  const shown = await page.locator('.rule').allTextContents();
  expect(shown.map((text) => /^\w+/.exec(text)?.[0])).toEqual([...RULES.keys()]);
  expect(shown.filter((text) => /`|\]\(|\s_\w/.test(text))).toEqual([]);
});
