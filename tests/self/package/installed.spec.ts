import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Results } from '../../../src/verdict/results.ts';
import { suiteInfo } from '../../../src/session/suite-info.ts';
import { SLOW } from '../part.ts';
import { installPackage, type Installed } from './install.ts';
import { MAJORS, nodesAtHand } from './nodes.ts';

// What users install: compiled code without tests, a TypeScript loader or a test runner, which reads its own files
// wherever it lies and writes nothing there.

test.describe.configure({ mode: 'serial' });

let installed: Installed;
const NODE_TEST = `
  import test from 'node:test';
  import { judge, testsOf } from 'deletion-conformance';
  import { Hono } from './node_modules/deletion-conformance/node_modules/hono/dist/index.js';
  const app = new Hono();
  app.all('*', (c) => c.json({ error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: 'No such user' }, 400));
  const results = await judge({ vendor: 'knot', fetch: app.fetch, target: { clientId: 'id', secret: 's3cret' } });
  for (const { name, skip, run } of testsOf(results)) test(name, { skip }, run);`;

test.beforeAll(() => {
  installed = installPackage({
    'hono.test.mjs': NODE_TEST,
    'use.mjs': `
      import { readFileSync } from 'node:fs';
      import { readResults, renderHtml, renderJunit, renderSummary, renderBadge } from 'deletion-conformance/report';
      const rows = readFileSync(new URL(import.meta.resolve('deletion-conformance/specs/knot/requirements.yaml')), 'utf8');
      const results = readResults(process.argv[2]);
      const pages = [renderHtml, renderJunit, renderSummary, renderBadge].map((render) => render(results).length > 0);
      console.log(JSON.stringify({ rows: rows.includes('knot/deleted-user-is-gone'), pages }));`,
  });
});
test.afterAll(() => installed.remove());

test('the package holds compiled code with types and source maps, and no test', SLOW, () => {
  const kinds = new Set(installed.packedFiles.map((file) => /(\.d)?\.[a-z]+$/.exec(file)?.[0] ?? file));
  expect([...kinds].sort()).toEqual(['.css', '.d.ts', '.js', '.json', '.map', '.md', '.yaml', 'LICENSE'].sort());
  const outside = installed.packedFiles.filter((file) => !file.startsWith('dist/'));
  expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  expect(installed.packedFiles.filter((file) => /^dist\/(?:tests|bench|scripts)\//.test(file))).toEqual([]);
});

// The aim is 15 MB; the library that resolves references brings a YAML parser of its own (1.6 MB).
test('it takes less than 17 MB and 80 packages', SLOW, () => {
  const root = join(installed.project, 'node_modules');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const bytes = paths.reduce((sum, path) => sum + lstatSync(path).size, 0);
  const packages = paths.filter((path) => /node_modules\/(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(path));
  expect(bytes / 1e6).toBeLessThan(17);
  expect(packages.length).toBeLessThanOrEqual(80);
  expect(packages.length).toBeGreaterThan(10);
});

test('neither a TypeScript loader nor a test runner is installed with it', SLOW, () => {
  const modules = readdirSync(join(installed.project, 'node_modules/deletion-conformance/node_modules'));
  expect(modules).toContain('commander');
  for (const name of ['tsx', 'esbuild', 'typescript', 'playwright', '@playwright']) {
    expect(modules).not.toContain(name);
    expect(existsSync(join(installed.project, 'node_modules', name))).toBe(false);
  }
});

const nodes = nodesAtHand();
for (const major of MAJORS)
  test(`npx judges the sandbox on Node ${String(major)}, from a folder that cannot be written`, SLOW, async () => {
    test.skip(!nodes.has(major), `There is no Node ${String(major)} on this machine.`);
    const { project, work, run } = installed;
    const before = listing(project);
    const report = join(work, `report-${String(major)}`);
    const command = ['npx', 'deletion-conformance', '--sandbox', '--vendor', 'knot', '--report', report];
    const { code, out, err } = await run(command, nodes.get(major));
    expect(code, out + err).toBe(0);
    const results = JSON.parse(readFileSync(join(report, 'results.json'), 'utf8')) as Results;
    expect(results.outcome).toBe('conformant');
    // Of the checkout it was built from, never of the repository in which it is installed.
    expect(results.suite).toEqual(suiteInfo());
    expect(results.suite.commit).not.toBe(headOf(project));
    expect(results.detection).toMatch(/^This suite's checks catch \d+ of \d+ faults that its authors wrote/);
    expect(readFileSync(join(report, 'index.html'), 'utf8')).toContain('prefers-color-scheme');
    expect(listing(project)).toEqual(before);
  });

test('the command names itself as it was called, and its version', SLOW, async () => {
  const { run } = installed;
  expect((await run(['npx', 'deletion-conformance', '--help'])).out).toContain('Usage: npx deletion-conformance [');
  const { version, commit } = suiteInfo();
  expect((await run(['npx', 'deletion-conformance', '--version'])).out).toBe(
    commit === null ? `${version}\n` : `${version} (${commit.slice(0, 12)})\n`,
  );
});

test('its other entries are found: the formats of the report, and the specs', SLOW, async () => {
  const { work, run } = installed;
  const report = join(work, 'report-used');
  const selection = ['--sandbox', '--vendor', 'knot', '--grep', 'unknown-user-is-refused', '--partial'];
  await run(['npx', 'deletion-conformance', ...selection, '--report', report]);
  const { out, err } = await run([process.execPath, 'use.mjs', join(report, 'results.json')]);
  expect(err).toBe('');
  expect(JSON.parse(out)).toEqual({ rows: true, pages: [true, true, true, true] });
});

test('the library judges a Hono app in a node:test, which fails by requirement and outcome', SLOW, async () => {
  const { code, out } = await installed.run([process.execPath, '--test', '--test-reporter=tap', 'hono.test.mjs']);
  expect(code).toBe(1);
  expect(out).toMatch(/^ *not ok \d+ - knot\/wrong-secret-is-refused$/m);
  expect(out).toMatch(/Expected: status 401/);
  expect(out).toMatch(/^ *not ok \d+ - outcome$/m);
  expect(out).toMatch(/^ *ok \d+ - knot\/plain-http-is-refused # SKIP not-applicable/m);
});

function headOf(folder: string): string {
  // The folder belongs to another user than the one who asks, which git takes for unsafe unless it is named.
  const args = ['-c', `safe.directory=${folder}`, 'rev-parse', 'HEAD'];
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}

/** Everything in a folder, with the time of its last change. */
function listing(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => `${path} ${String(lstatSync(path).mtimeMs)}`)
    .sort();
}
