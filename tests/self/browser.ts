import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from '@playwright/test';

/** Environment names that choose the browser, first one first. */
const NAMED_BY = ['CHROMIUM_PATH', 'PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH'];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const UNPACKED = join(CACHE, 'self-test-chromium');

/**
 * Starts a headless Chromium for a spec that looks at a page; the caller closes it.
 * It can reach 127.0.0.1 and files, and no other host.
 * @throws Error that says what to set or install, when no browser starts.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findBrowser();
  const fonts = join(dirname(executablePath), 'fonts.conf');
  return chromium.launch({
    executablePath,
    // Root and containers have no namespace sandbox, and the pages shown are our own.
    chromiumSandbox: false,
    // Playwright turns background networking off; refusing to resolve names holds for whatever is left of it.
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--no-pings', '--disable-domain-reliability'],
    env: { ...process.env, ...(existsSync(fonts) && { FONTCONFIG_FILE: fonts }) },
  });
}

/**
 * Absolute path of a Chromium that runs here: the one the environment names, else an installed one, else Playwright's
 * own, else the one packed in `@sparticuz/chromium`, else what `playwright install` downloads. No system package is
 * ever installed.
 * @throws Error when the named one does not run, or none can be had.
 */
export async function findBrowser(): Promise<string> {
  for (const name of NAMED_BY) {
    const path = process.env[name];
    if (!path) continue;
    if (runs(path)) return path;
    throw new Error(`${name} names ${path}, which is not a browser that starts. Correct it, or unset it.`);
  }
  const found = [...INSTALLED, chromium.executablePath()].find(runs);
  return found ?? (await unpacked()) ?? downloaded();
}

/** A file may be there and still be no browser: Ubuntu's chromium-browser is a stub that asks for a snap. */
function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 15_000 });
    return true;
  } catch {
    return false;
  }
}

/** The browser of the npm package, unpacked once a checkout; undefined where it does not run (it is Linux x64 only). */
async function unpacked(): Promise<string | undefined> {
  const path = join(UNPACKED, 'chromium');
  if (!existsSync(path)) {
    if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
    mkdirSync(CACHE, { recursive: true });
    const folder = mkdtempSync(`${UNPACKED}-`);
    try {
      await unpackInto(folder);
      // One rename, so that two workers that start together never see half a browser.
      renameSync(folder, UNPACKED);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      if (!existsSync(path)) throw error;
    }
  }
  return runs(path) ? path : undefined;
}

async function unpackInto(folder: string): Promise<void> {
  const { default: packed } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  // The package unpacks into the temporary folder, under fixed names that it trusts when they exist already.
  process.env.TMPDIR = folder;
  try {
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  // Its own fonts.conf names folders of another system; a bare machine has no fonts of its own.
  const fonts = `<dir>${join(UNPACKED, 'fonts')}</dir><cachedir>${join(UNPACKED, 'font-cache')}</cachedir>`;
  writeFileSync(join(folder, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${fonts}</fontconfig>\n`);
}

/** Last resort: Playwright's own download, which does not work behind every network. */
function downloaded(): string {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  try {
    execFileSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    // Said below: whatever the reason, what helps is the same.
  }
  const path = chromium.executablePath();
  if (runs(path)) return path;
  throw new Error(
    `No Chromium was found and none could be brought. Install one (Debian: chromium), or set ${NAMED_BY.join(' or ')} to one.`,
  );
}
