import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { SLOW } from '../part.ts';
import { serveMendable } from './mendable.ts';

test('what is asked for again is judged again: a target that was mended passes', SLOW, async () => {
  const target = await serveMendable();
  const cwd = mkdtempSync(join(tmpdir(), 'judge-twice-'));
  try {
    const env = { PATH: process.env.PATH, ...target.variables };
    const program = fileURLToPath(new URL('judge-twice.ts', import.meta.url));
    const options = ['--import', import.meta.resolve('tsx'), program, 'pigeon/member-is-gone', target.mendUrl];
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd, env });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual(['fail', 'pass', 'pass']);
    expect(target.requests()).toBeGreaterThan(6);
  } finally {
    await target.close();
    rmSync(cwd, { recursive: true });
  }
});
