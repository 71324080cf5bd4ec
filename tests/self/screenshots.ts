import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { renderHtml } from '../../reporters/render/html.ts';
import type { Results } from '../../src/verdict/results.ts';
import { launchBrowser } from './browser.ts';
import { judgeKnot } from './run/in-process.ts';

/** `npm run screenshots`: the pictures of reports that the README shows, of runs made for it. */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

const RUNS: Readonly<Record<string, { scheme: 'light' | 'dark'; run: () => Promise<Results> }>> = {
  conformant: { scheme: 'light', run: () => judgeKnot() },
  nonconformant: {
    scheme: 'light',
    run: () => judgeKnot({ behaviour: { deleteUser: (_call, tenant, id) => tenant.users.find(id) !== undefined } }),
  },
  incomplete: { scheme: 'dark', run: () => judgeKnot({ environment: { KNOT_OBSERVE: 'none' } }) },
};

const folder = await mkdtemp(join(tmpdir(), 'deletion-conformance-'));
const browser = await launchBrowser();
try {
  for (const [name, { scheme, run }] of Object.entries(RUNS)) {
    const file = join(folder, `${name}.html`);
    await writeFile(file, renderHtml(await run()));
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 1000, height: 640 } });
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: join(IMAGES, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}
