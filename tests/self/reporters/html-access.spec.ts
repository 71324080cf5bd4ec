import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { compare } from '../../../reporters/compare/compare.ts';
import { compareHtml } from '../../../reporters/compare/html.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { SLOW } from '../part.ts';
import { test } from './page.ts';
import { incompleteResults, wideResults } from './further-results.ts';
import { sampleResults } from './sample-results.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const PAGES = {
  'nonconformant report': renderHtml(sampleResults()),
  'incomplete report': renderHtml(incompleteResults()),
  comparison: compareHtml(compare(sampleResults(), incompleteResults())),
};

/** As axe tells them: rule, and where. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags([...WCAG, 'best-practice']).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}

const openAll = (page: Page) =>
  page.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);

for (const [name, html] of Object.entries(PAGES)) {
  for (const look of ['light', 'dark', 'print'] as const) {
    test(`axe finds nothing in the ${name}, ${look}`, SLOW, async ({ open }) => {
      const { page } = await open(html, '', { colorScheme: look === 'dark' ? 'dark' : 'light' });
      await openAll(page);
      if (look === 'print') await page.emulateMedia({ media: 'print' });
      expect(await violations(page)).toEqual([]);
    });
  }
}

for (const [name, html] of Object.entries(PAGES)) {
  test(`the ${name} fits a width of 320 pixels`, async ({ open }) => {
    const { page } = await open(html, '', { viewport: { width: 320, height: 640 } });
    await openAll(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });
}

test('the table for a manager fits one printed page, for two vendors with every area', SLOW, async ({ open }) => {
  // Paper of 210 by 297 mm at 96 dots an inch, less margins of half an inch.
  const { page } = await open(renderHtml(wideResults()), '', { viewport: { width: 698, height: 1027 } });
  await page.emulateMedia({ media: 'print' });
  const manager = await page.locator('.manager').boundingBox();
  expect(manager!.height).toBeLessThan(1027);
  const table = await page.locator('.manager table').boundingBox();
  expect(table!.x + table!.width).toBeLessThanOrEqual(698);
});

test('no verdict is told by colour alone', SLOW, async ({ open }) => {
  const { page } = await open(PAGES['nonconformant report']);
  for (const verdict of await page.locator('.verdict').all()) {
    await expect(verdict).toHaveText(/^\s*[a-z-]+\s*$/);
    await expect(verdict.locator('svg')).toHaveCount(1);
  }
});
