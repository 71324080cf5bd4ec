import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { buildPackage } from '../../../scripts/build-package.ts';
import { ended } from '../gate/child.ts';
import { LONG } from '../part.ts';

// Somebody else's Playwright project declares the requirements as its own tests.

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const SPEC = `
  import { appendFileSync } from 'node:fs';
  import { conformanceTests } from 'deletion-conformance/playwright';
  const answer = () => Response.json({ error_type: 'USER_ERROR', error_code: 'USER_NOT_FOUND', error_message: 'No such user' }, { status: 400 });
  const onResult = ({ id }) => appendFileSync('judged.txt', id + '\\n');
  conformanceTests({ vendor: 'knot', fetch: answer, onResult, target: { clientId: 'id', secret: 's3cret' } });`;
const CONFIG = `export default { testDir: '.', fullyParallel: true, workers: 2, retries: 1, reporter: [['json']] };`;

test('conformanceTests declares a test for each requirement; failing tests do not judge again', LONG, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'playwright-project-'));
  try {
    const own = join(folder, 'node_modules/deletion-conformance');
    mkdirSync(join(own, '..'), { recursive: true });
    buildPackage(join(own, 'dist'));
    writeFileSync(join(own, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    symlinkSync(join(ROOT, 'node_modules'), join(own, 'node_modules'));
    symlinkSync(join(ROOT, 'node_modules/@playwright'), join(folder, 'node_modules/@playwright'));
    const files = { 'package.json': '{ "type": "module" }', 'playwright.config.js': CONFIG, 'a.spec.js': SPEC };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const cli = join(folder, 'node_modules/@playwright/test/cli.js');
    const { PATH = '' } = process.env;
    const run = ended(spawn(process.execPath, [cli, 'test'], { cwd: folder, env: { PATH, HOME: folder } }));
    const { code, out, err } = await run;
    expect(err).toBe('');
    expect(code).toBe(1);
    const { stats } = JSON.parse(out) as { stats: Record<string, number> };
    expect(stats['unexpected'], JSON.stringify(stats)).toBeGreaterThan(2);
    expect(stats['flaky']).toBe(0);
    const judged = readFileSync(join(folder, 'judged.txt'), 'utf8').trimEnd().split('\n');
    expect(judged.length).toBe(new Set(judged).size);
    expect(stats['unexpected']! + stats['expected']! + stats['skipped']!).toBe(judged.length + 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
