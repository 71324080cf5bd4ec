import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCassettes } from '../../../src/cassette/file.ts';
import type { Results } from '../../../src/verdict/results.ts';

const COMMITTED = new URL('knot/knot.cassette.json', import.meta.url);

test('what a checkout with changed files has recorded can be replayed', () => {
  const suite: Results['suite'] = { name: 'deletion-conformance', version: '0.1.0', commit: 'c0ffee', modified: true };
  const cassette = { ...(JSON.parse(readFileSync(COMMITTED, 'utf8')) as object), suite };
  const folder = mkdtempSync(join(tmpdir(), 'cassette-'));
  try {
    writeFileSync(join(folder, 'knot.cassette.json'), JSON.stringify(cassette));
    expect(readCassettes(folder).map((one) => one.suite)).toEqual([suite]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
