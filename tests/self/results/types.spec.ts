import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { typesOfResults } from '../../../scripts/schema-types.ts';

test('the types of results.json are those of its schema', async () => {
  const types = readFileSync(new URL('../../../src/verdict/results.ts', import.meta.url), 'utf8');
  expect(await typesOfResults(), 'npm run types').toBe(types);
});
