import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { clauseUrl } from '../../../reporters/render/clause-link.ts';
import { renderHtml } from '../../../reporters/render/html.ts';
import { AREA_HARM, SCOPE_TEXT } from '../../../reporters/render/messages.ts';
import { renderTerminal } from '../../../reporters/render/terminal.ts';
import { writeReport } from '../../../reporters/write.ts';
import { judgeKnot } from '../run/in-process.ts';
import { SLOW } from '../part.ts';
import { test } from './page.ts';
import { requirement, sampleResults } from './sample-results.ts';

const DOCUMENTS = [
  { name: 'Reference, Delete User & Data', url: 'https://docs.example/delete', retrieved: '2026-11-24' },
  { name: 'Reference', url: 'https://docs.example/', retrieved: '2026-11-23' },
];

function audited() {
  const sample = sampleResults();
  const [target] = sample.targets;
  const contract = { ...target!.contract, requirementsSha256: 'c'.repeat(64), errataSha256: 'd'.repeat(64) };
  return sampleResults({
    suite: { ...sample.suite, commit: 'e'.repeat(40), modified: true },
    node: 'v20.20.2',
    label: 'build 1.4.2',
    targets: [{ ...target!, contract, documents: DOCUMENTS }],
    requirements: [requirement({ source: 'Reference, Delete User & Data (200); K17' })],
  });
}

test('the page and the terminal name the SHA-256 of results.json as it is written', async ({}, info) => {
  const dir = info.outputPath('report');
  await writeReport(dir, audited());
  const sha256 = createHash('sha256')
    .update(await readFile(join(dir, 'results.json')))
    .digest('hex');
  expect(await readFile(join(dir, 'index.html'), 'utf8')).toContain(sha256);
  const terminal = renderTerminal(audited(), { colour: false, reportDir: dir });
  expect(terminal).toContain(`results.json: sha256 ${sha256}`);
  expect(terminal).toContain('Build: build 1.4.2');
});

test(
  'an auditor finds what judged, by which documents of which day, and what the report says nothing of',
  SLOW,
  async ({ open }) => {
    const { page } = await open(renderHtml(audited()));
    const about = page.locator('section', { has: page.locator('#about') });
    for (const text of [
      `commit ${'e'.repeat(40)}, modified`,
      'v20.20.2',
      'c'.repeat(64),
      'd'.repeat(64),
      'Reference, Delete User & Data, read on 2026-11-24: https://docs.example/delete',
    ])
      await expect(about).toContainText(text);
    await expect(page.getByRole('banner')).toContainText(SCOPE_TEXT);
    await expect(page.getByRole('banner')).toContainText('build 1.4.2');
    await expect(page.locator('.area')).toContainText(AREA_HARM.erasure);
  },
);

test('a source leads to its clause, and its rules to their text', async ({ open }) => {
  const { page } = await open(renderHtml(audited()));
  const links = page.locator('.req dd a');
  await expect(links.first()).toHaveAttribute('href', 'https://docs.example/delete');
  await expect(links.nth(1)).toHaveAttribute('href', '#rule-K17');
});

test('the clause of a source is the section of an RFC or the document whose name it begins with', () => {
  expect(clauseUrl('RFC 9110, 8.3.1, 10.1.1 and 11.1; A2')).toBe(
    'https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1',
  );
  expect(clauseUrl('RFC 8259 sections 8.1 and 8.2')).toBe('https://www.rfc-editor.org/rfc/rfc8259#section-8.1');
  expect(clauseUrl('RFC 9110')).toBe('https://www.rfc-editor.org/rfc/rfc9110');
  expect(clauseUrl('Reference, Delete User & Data (200)', DOCUMENTS)).toBe('https://docs.example/delete');
  expect(clauseUrl('Reference, Versioning', DOCUMENTS)).toBe('https://docs.example/');
  expect(clauseUrl('Not documented', DOCUMENTS)).toBeUndefined();
  const [document] = DOCUMENTS;
  expect(clauseUrl('Evil', [{ ...document!, name: 'Evil', url: 'javascript:alert(1)' }])).toBeUndefined();
});

test('where an area fails, the table for a manager says what that means for people', SLOW, async ({ open }) => {
  const { page } = await open(renderHtml(sampleResults()));
  await expect(page.locator('.manager')).toContainText(AREA_HARM.input);
  await expect(page.locator('.manager')).not.toContainText(AREA_HARM.isolation);
});

for (const width of [320, 390])
  test(`on a phone of ${width} px the areas fit, and the errata are read without their header`, async ({ open }) => {
    const { page } = await open(renderHtml(sampleResults()), '', { viewport: { width, height: 844 } });
    const overflow = await page.evaluate<number>(
      `(() => { const box = document.querySelector('.manager .tablebox'); return box.scrollWidth - box.clientWidth; })()`,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    const name = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('.manager .hit[data-name=fail]'), '::after').content`,
    );
    expect(name).toMatch(/fail|attr\(data-name\)/);
    await page
      .locator('details', { has: page.locator('[aria-label*="errata"]') })
      .evaluate('(one) => (one.open = true)');
    const header = await page.locator('[aria-label*="errata"] thead').boundingBox();
    const first = await page.locator('[aria-label*="errata"] tbody tr').first().boundingBox();
    expect(first!.width).toBeGreaterThan(200);
    expect(header === null || header.x + header.width <= 0).toBe(true);
  });

test('a printed report of one vendor, green, has fewer than 15 pages', SLOW, async ({ open }) => {
  const { page } = await open(renderHtml(await judgeKnot()));
  const margin = { top: '12mm', bottom: '12mm', left: '12mm', right: '12mm' };
  const pdf = (await page.pdf({ format: 'A4', margin })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page[^s]/g) ?? [];
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.length).toBeLessThan(15);
});
