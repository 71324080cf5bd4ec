import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { typesOf, WRITTEN } from '../../../scripts/schema-types.ts';

for (const one of WRITTEN)
  test(`the types in ${one.file} are those of its schema`, async () => {
    const types = readFileSync(new URL(`../../../${one.file}`, import.meta.url), 'utf8');
    expect(await typesOf(one), 'npm run types').toBe(types);
  });
