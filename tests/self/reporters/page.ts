import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { launchBrowser } from '../browser.ts';

export interface Shown {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Whatever the browser complained about, asked for, or showed in a dialog; the page itself is not counted. */
  readonly said: string[];
}

interface Fixtures {
  /** Opens a page from a file, as a reader does, with this fragment. */
  readonly open: (html: string, hash?: string, options?: BrowserContextOptions) => Promise<Shown>;
}

/** A test with a browser of its own worker and pages that are closed after it. */
export const test = base.extend<Fixtures, { chromium: Browser }>({
  chromium: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ chromium }, use, info) => {
    const contexts: BrowserContext[] = [];
    await use(async (html, hash = '', options = {}) => {
      const file = info.outputPath(`page-${contexts.length}.html`);
      writeFileSync(file, html);
      const address = pathToFileURL(file).href;
      const context = await chromium.newContext(options);
      contexts.push(context);
      const page = await context.newPage();
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      page.on('pageerror', (error) => said.push(error.message));
      page.on('dialog', (dialog) => said.push(dialog.message()));
      page.on('request', (request) => {
        if (!request.url().startsWith(address)) said.push(request.url());
      });
      await page.goto(`${address}${hash}`);
      return { page, context, said };
    });
    for (const context of contexts) await context.close();
  },
});
