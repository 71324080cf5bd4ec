import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { typesOf, WRITTEN } from '../../../scripts/schema-types.ts';

for (const one of WRITTEN)
  test(`the types in ${one.file} are those of its schema`, async () => {
    for (const [file, types] of await typesOf(one))
      expect(readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'), 'npm run types').toBe(types);
  });
