import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { RequirementResult } from '../../../../src/verdict/results.ts';
import { requirement } from '../../reporters/sample-results.ts';
import { broken, fails, type Suite } from '../types.ts';
import { isHeldOut } from './fault.ts';
import { aloneIn, measureMatrix, readMatrix } from './matrix.ts';

const judged = (verdicts: Readonly<Record<string, RequirementResult['verdict']>>): RequirementResult[] =>
  Object.entries(verdicts).map(([slug, verdict]) => requirement({ id: `knot/${slug}`, verdict }));

/** A suite whose faults are each found by the requirements that its id names. */
function suiteOf(ids: readonly string[], asked: string[]): Suite<{ id?: string }> {
  return {
    vendor: 'knot',
    composed: [],
    legal: {},
    unbreakable: {},
    families: { all: () => ids.map((id) => broken(id, id, fails(id.split('/')[0] ?? ''), () => ({ id }))) },
    judge: ({ id = '' }) => {
      asked.push(id);
      const verdicts = Object.fromEntries(
        id
          .split('/')[0]
          ?.split('+')
          .map((slug) => [slug, 'fail' as const]) ?? [],
      );
      return Promise.resolve({ outcome: 'nonconformant', requirements: judged(verdicts) });
    },
  };
}

test('a requirement is alone where no other finds the fault as hard', () => {
  expect(aloneIn({ grade: 'fail', fail: ['a'], warn: ['b'] })).toBe('a');
  expect(aloneIn({ grade: 'fail', fail: ['a', 'b'], warn: [] })).toBeNull();
  expect(aloneIn({ grade: 'warn', fail: [], warn: ['a'] })).toBe('a');
  expect(aloneIn({ grade: 'warn', fail: ['a'], warn: ['b'] })).toBeNull();
  expect(aloneIn({ grade: 'fail', fail: [], warn: ['b'] })).toBeNull();
});

test('a measurement that was stopped goes on where it was, and ends once enough is known', async ({}, info) => {
  const file = info.outputPath('matrix.jsonl');
  const ids = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'b/1'];
  const asked: string[] = [];
  await measureMatrix(suiteOf(ids, asked), file);
  expect(asked).toHaveLength(4);
  expect(asked.filter((id) => id.startsWith('a/'))).toHaveLength(3);
  const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  expect(rest).toHaveLength(4);
  writeFileSync(file, `${first}\n`);
  appendFileSync(file, '{"vendor":"kn');
  expect(await readMatrix(file)).toHaveLength(1);
  await measureMatrix(suiteOf(ids, asked), file);
  expect(asked).toHaveLength(7);
  expect(await readMatrix(file)).toHaveLength(4);
});

test('about half of the faults is held out, and by the name alone', () => {
  const ids = Array.from({ length: 400 }, (_, index) => `fault-${index}`);
  const heldOut = ids.filter((id) => isHeldOut({ vendor: 'knot', id }));
  expect(heldOut.length).toBeGreaterThan(150);
  expect(heldOut.length).toBeLessThan(250);
});
