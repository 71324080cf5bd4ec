import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from '../gate/child.ts';
import { SLOW } from '../part.ts';

// What the page of a vendor shows of a preview is what the command prints now.

const page = readFileSync(new URL('../../../docs/knot.md', import.meta.url), 'utf8');

test('the preview that docs/knot.md shows is printed so', SLOW, async ({ gate }) => {
  const [shown = ''] = /^ *knot: \d+ requests; .*$/m.exec(page) ?? [];
  const { out, code } = await gate.run(['--vendor', 'knot', '--dry-run'], {
    KNOT_BASE_URL: 'https://development.knotapi.com',
    KNOT_CLIENT_ID: 'a-client',
    KNOT_SECRET: 'x'.repeat(20),
    CONFORMANCE_ALLOW_DELETE: '1',
  }).ended;
  expect(code).toBe(0);
  expect(out.split('\n').map((line) => line.trim())).toContain(shown.trim());
});
