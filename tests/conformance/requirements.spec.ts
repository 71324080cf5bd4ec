import { test } from '@playwright/test';
import { listRequirements, vendorNames, type ListedRequirement } from '../../src/spec-loader/requirement-list.ts';
import { reportVerdict, type GatedResult } from '../../integrations/report-verdict.ts';
import { callMethod, channelUrl, publishedSpecs } from './worker-channel.ts';

/** One test for each requirement, by vendor and area. The projects of playwright.config.ts choose the vendors. */
const specs = publishedSpecs();

for (const vendor of vendorNames(specs)) declareVendor(listRequirements(specs, vendor), vendor);

function declareVendor(listed: readonly ListedRequirement[], vendor: string): void {
  const requirements = listed.filter(({ excluded }) => !excluded);
  // Two requirements may share their text, two tests of a file may not share their title.
  const isShared = (text: string): boolean => requirements.filter((one) => one.text === text).length > 1;
  test.describe(vendor, () => {
    for (const area of new Set(requirements.map((one) => one.area)))
      test.describe(area, () => {
        for (const { id, text } of requirements.filter((one) => one.area === area))
          declare(id, isShared(text) ? `${text} (${id})` : text);
      });
  });
}

function declare(id: string, title: string): void {
  test(title, { tag: `@${id}` }, async ({}, info) => {
    reportVerdict((await callMethod(channelUrl(), 'result', [id])) as GatedResult, info);
  });
}
