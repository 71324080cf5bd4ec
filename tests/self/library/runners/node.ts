import test from 'node:test';
import { testsOf } from '../../../../src/index.ts';
import { judgedHono } from './knot.ts';

const results = await judgedHono();
for (const { name, skip, run } of testsOf(results)) void test(name, { skip }, run);
