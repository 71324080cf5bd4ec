import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CHECKS } from '../../../src/checks/index.ts';
import { RUN_LEVEL } from '../../../src/checks/run-level/index.ts';
import { Stage } from './check-context.ts';

const RUN_LEVEL_NAMES: readonly string[] = RUN_LEVEL.map(({ name }) => name);

test('every check has a file and a self-test that are named like it', () => {
  const missing = [...CHECKS.keys()].flatMap((name) => {
    const path = RUN_LEVEL_NAMES.includes(name) ? `run-level/${name}` : name;
    const files = [`../../../src/checks/${path}.ts`, `./${path}.spec.ts`];
    return files.filter((file) => !existsSync(new URL(file, import.meta.url)));
  });
  expect(missing).toEqual([]);
});

test('run-level checks are known and cannot be run', async () => {
  expect(RUN_LEVEL_NAMES).not.toEqual([]);
  for (const name of RUN_LEVEL_NAMES)
    await expect(new Stage().run(name)).rejects.toThrow('judged at the end of the run');
});
