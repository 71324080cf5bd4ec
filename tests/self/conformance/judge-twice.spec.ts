import { randomUUID } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { serveSandbox } from '../../../src/sandbox/index.ts';
import { pigeonServer } from '../third-vendor/server.ts';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

test('what is asked for again is judged again: a target that was mended passes', async () => {
  const token = randomUUID();
  const [broken, mended] = [pigeonServer(token, false), pigeonServer(token, true)];
  let isMended = false;
  let requests = 0;
  const served = await serveSandbox(
    {
      ...broken,
      fetch(request, env) {
        if (request.url.endsWith('/mend')) {
          isMended = true;
          return Response.json({});
        }
        requests += 1;
        return (isMended ? mended : broken).fetch(request, env);
      },
    },
    { port: 0 },
  );
  const cwd = mkdtempSync(join(tmpdir(), 'judge-twice-'));
  try {
    const env = {
      PATH: process.env.PATH,
      CI: 'true',
      CONFORMANCE_SPECS: path('../third-vendor/specs'),
      PIGEON_BASE_URL: served.baseUrl,
      PIGEON_TOKEN: token,
      PIGEON_SETTLE_MS: '300',
      PIGEON_DELETION_DEADLINE_MS: '300',
    };
    const script = ['--import', import.meta.resolve('tsx'), path('judge-twice.ts')];
    const options = [...script, 'pigeon/member-is-gone', `${served.baseUrl}/mend`];
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd, env });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual(['fail', 'pass', 'pass']);
    expect(requests).toBeGreaterThan(6);
  } finally {
    await served.close();
    rmSync(cwd, { recursive: true });
  }
});
