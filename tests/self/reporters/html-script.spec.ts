import { expect, type Page } from '@playwright/test';
import { renderHtml } from '../../../reporters/render/html.ts';
import { SLOW } from '../part.ts';
import { test } from './page.ts';
import { wideResults } from './further-results.ts';
import { sampleResults } from './sample-results.ts';

const REPORT = renderHtml(sampleResults());

const rows = (page: Page) => page.locator('.req:visible');
const ids = (page: Page) => rows(page).locator('h4 a').allTextContents();
const box = (page: Page, name: string) => page.getByRole('search').getByRole('checkbox', { name });
const hash = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

test('opening the report says nothing and asks for nothing', async ({ open }) => {
  const { page, said } = await open(REPORT);
  await expect(rows(page)).toHaveCount(8);
  await expect(page.getByRole('search').getByRole('status')).toHaveText('All 8 requirements are shown.');
  expect(said).toEqual([]);
});

test('filters by verdict, level, area and text, and keeps the filter in the URL', async ({ open }) => {
  const { page, said } = await open(REPORT);
  await box(page, 'fail').check();
  await box(page, 'warn').check();
  expect(await ids(page)).toEqual(['knot/unknown-user-is-refused', 'knot/error-type']);
  await box(page, 'SHOULD').check();
  expect(await ids(page)).toEqual(['knot/error-type']);
  await expect(page.getByRole('search').getByRole('status')).toHaveText('1 of 8 requirements are shown.');
  expect(hash(page)).toBe('#?verdict=fail,warn&level=SHOULD');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await box(page, 'isolation').check();
  await page.getByRole('searchbox').fill('EVERY  other alive');
  expect(await ids(page)).toEqual(['knot/bystander-survives']);
  expect(hash(page)).toBe('#?area=isolation&text=EVERY  other alive');
  await expect(page.locator('.area:visible')).toHaveCount(1);
  expect(said).toEqual([]);
});

test(
  'a filter in the URL is applied when the page is opened, and unknown words in it are not',
  SLOW,
  async ({ open }) => {
    const { page } = await open(REPORT, '#?verdict=fail,nonsense&other=x&text=unknown%20external');
    expect(await ids(page)).toEqual(['knot/unknown-user-is-refused']);
    await expect(box(page, 'fail')).toBeChecked();
    await expect(page.getByRole('searchbox')).toHaveValue('unknown external');
    await page.reload();
    expect(await ids(page)).toEqual(['knot/unknown-user-is-refused']);
  },
);

test('a number of the areas leads to the requirements it counts', SLOW, async ({ open }) => {
  const { page } = await open(REPORT);
  await page
    .getByRole('row', { name: /knot: input/ })
    .getByRole('link', { name: '1' })
    .first()
    .click();
  expect(await ids(page)).toEqual(['knot/unknown-user-is-refused']);
  await expect(page.getByRole('heading', { name: /every requirement/ })).toBeInViewport();
  await page.goBack();
  await expect(rows(page)).toHaveCount(8);
});

test(
  'a link opens its requirement, also one that the filter hides, also without the filter lost',
  SLOW,
  async ({ open }) => {
    const { page } = await open(REPORT, '#knot/bystander-survives');
    const here = page.locator('[id="knot/bystander-survives"]');
    await expect(here).toBeInViewport();
    await expect(here).toBeFocused();
    await expect(here.locator('> details')).toHaveAttribute('open', '');
    await box(page, 'fail').check();
    await expect(here).toBeHidden();
    await page.locator('.card a[href="#knot/unknown-user-is-refused"]').click();
    await expect(page.locator('[id="knot/unknown-user-is-refused"]')).toBeFocused();
    await expect(rows(page)).toHaveCount(1);
    expect(hash(page)).toBe('#knot/unknown-user-is-refused?verdict=fail');
    await page.locator('.list a[href="#knot/error-type"]').click();
    await expect(page.locator('[id="knot/error-type"]')).toBeFocused();
    await expect(rows(page)).toHaveCount(8);
  },
);

test('of two vendors one can be chosen, and a part that the filter hides can be linked to', SLOW, async ({ open }) => {
  const { page } = await open(renderHtml(wideResults()));
  await box(page, 'mastercard').check();
  await expect(rows(page)).toHaveCount(7);
  await page.getByRole('link', { name: 'knot: erasure' }).click();
  await expect(page.getByRole('heading', { name: 'knot: erasure' })).toBeInViewport();
  await expect(rows(page)).toHaveCount(14);
});

test('an excluded row can be linked to, and a wild fragment does nothing', SLOW, async ({ open }) => {
  const { page, said } = await open(REPORT, '#knot/server-error-body');
  await expect(page.locator('[id="knot/server-error-body"]')).toBeFocused();
  for (const wild of ['#%', '#%E0%A4%A?verdict=%', '#nobody', '#"><img src=x>', '#?text=%00'])
    await page.evaluate(`location.hash = ${JSON.stringify(wild)}`);
  await page.evaluate(`location.hash = ''`);
  await expect(rows(page)).toHaveCount(8);
  expect(said).toEqual([]);
});

test('the copy button copies the curl line and says so', SLOW, async ({ open }) => {
  const { page, context, said } = await open(REPORT);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('.card').first().getByRole('button', { name: 'Copy' }).first().click();
  await expect(page.locator('#said')).toHaveText('Copied');
  const { curl } = sampleResults().requirements[2]!.evidence[1]!;
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(curl);
  expect(said).toEqual([]);
});

test('without a clipboard the line is copied the old way', SLOW, async ({ open }) => {
  const { page } = await open(REPORT);
  await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
  await page.locator('.card').first().getByRole('button', { name: 'Copy' }).first().click();
  expect(await page.evaluate('String(getSelection())')).toContain('curl -X POST');
  await expect(page.locator('#said')).toHaveText(/Copied|Selected/);
});

test('everything can be opened and closed at once', SLOW, async ({ open }) => {
  const { page } = await open(REPORT);
  await page.getByRole('button', { name: 'Open all' }).click();
  await expect(page.locator('.req details:not([open])')).toHaveCount(0);
  await page.getByRole('button', { name: 'Close all' }).click();
  await expect(page.locator('.req details[open]')).toHaveCount(0);
});

test('works by keyboard alone', SLOW, async ({ open }) => {
  const { page } = await open(REPORT);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'To the results' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await tabTo(page, box(page, 'fail'));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('searchbox'));
  await page.keyboard.type('unknown');
  expect(await ids(page)).toEqual(['knot/unknown-user-is-refused']);
  const summary = page.locator('.req:visible summary').first();
  await tabTo(page, summary);
  await page.keyboard.press('Enter');
  await expect(page.locator('.req:visible details').first()).toHaveAttribute('open', '');
  await tabTo(page, page.locator('.req:visible').getByRole('button', { name: 'Copy' }).last());
});

test('without JavaScript everything is there, and links still lead to their requirement', SLOW, async ({ open }) => {
  const { page, said } = await open(REPORT, '#knot/unknown-user-is-refused', { javaScriptEnabled: false });
  await expect(rows(page)).toHaveCount(8);
  await expect(page.locator('[id="knot/unknown-user-is-refused"]')).toBeInViewport();
  await expect(page.locator('search, button').filter({ visible: true })).toHaveCount(0);
  await page.locator('[id="knot/bystander-survives"] > details > summary').click();
  await expect(page.locator('[id="knot/bystander-survives"] pre').first()).toBeVisible();
  expect(said).toEqual([]);
});

/** Presses Tab until this has the focus; a page that loses the focus would never get there. */
async function tabTo(page: Page, place: ReturnType<Page['locator']>): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    if ((await place.and(page.locator(':focus')).count()) > 0) return;
  }
  await expect(place).toBeFocused();
}
