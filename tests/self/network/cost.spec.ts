import { expect, test } from '@playwright/test';
import { disposeOfKeys } from '../run/in-process.ts';
import { SLOW } from '../part.ts';
import { COLUMNS, costOf, statedCosts } from './cost.ts';

test.afterAll(disposeOfKeys);

/** A requirement more changes a few numbers a little; what would mislead a reader does not pass. */
const TOLERANCE = 0.1;
const LEAST = 10;

for (const [at, column] of COLUMNS.entries())
  test(
    `docs/network.md says where the requests of ${column.vendor} go${column.isElsewhere ? ' off loopback' : ''}`,
    SLOW,
    async () => {
      const [stated, { rows }] = [await statedCosts(), await costOf(column)];
      expect(Object.keys(stated)).toEqual(Object.keys(rows));
      const wrong = Object.entries(rows).filter(
        ([what, count]) => Math.abs((stated[what]?.[at] ?? NaN) - count) > Math.max(LEAST, TOLERANCE * count),
      );
      expect(wrong, '`npm run cost` writes the table').toEqual([]);
    },
  );
