import { test } from 'vitest';
import { testsOf } from '../../../../src/index.ts';
import { judgedHono } from './knot.ts';

const results = await judgedHono();
for (const { name, skip, run } of testsOf(results)) test.skipIf(skip)(name, run);
