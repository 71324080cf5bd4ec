import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { systemClock } from '../../../src/clock.ts';
import { createKnotSandbox } from '../../../src/sandbox/knot/index.ts';
import { serveSandbox } from '../../../src/sandbox/serve.ts';
import { COMMENT_MARKER, renderAnnotations, renderComment } from '../../../reporters/render/pull-request.ts';
import { hostileResults, requirement, sampleResults } from '../reporters/sample-results.ts';
import { SLOW } from '../part.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
  outputs: Record<string, unknown>;
  runs: { using: string; steps: Step[] };
};
const { steps } = ACTION.runs;

test('no expression stands in a shell step: inputs come by the environment alone', () => {
  expect(ACTION.runs.using).toBe('composite');
  expect(Object.keys(ACTION.outputs)).toEqual(['outcome', 'failed', 'report-path']);
  for (const { name, run = '', shell } of steps.filter((step) => step.run !== undefined)) {
    expect(run, name).not.toContain('${{');
    expect(shell, name).toBe('bash');
  }
});

/** Runs a shell step as the runner does: `bash -e -o pipefail` on a file of its text. */
async function runStep(name: string, folder: string, environment: Record<string, string>) {
  const script = join(folder, `${name}.sh`);
  await writeFile(script, steps.find((step) => step.name === name)?.run ?? 'exit 99');
  await writeFile(join(folder, 'output'), '');
  const { PATH = '', HOME = '' } = process.env;
  const env = {
    ...{
      PATH: `${folder}:${PATH}`,
      HOME,
      TMPDIR: folder,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      RUNNER_TEMP: folder,
      GITHUB_ACTION_PATH: ROOT,
    },
    ...{ GITHUB_OUTPUT: join(folder, 'output'), GITHUB_REPOSITORY: 'o/r', ...environment },
  };
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], { cwd: folder, env });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  const lines = (await readFile(join(folder, 'output'), 'utf8')).trim().split('\n');
  const pairs = lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]);
  const outputs: Partial<Record<string, string>> = Object.fromEntries(pairs);
  return { code, out, outputs };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

for (const [name, isBroken] of [
  ['green', false],
  ['red', true],
] as const) {
  test(`the steps wait for a service that comes up later, and end ${name}`, SLOW, async ({}, info) => {
    const folder = info.outputPath('work');
    await mkdir(folder, { recursive: true });
    const sandbox = await createKnotSandbox({ clock: systemClock });
    // A deletion of nobody is reported as done.
    const fetch: typeof sandbox.fetch = async (request, env) => {
      const response = await sandbox.fetch(request, env);
      return isBroken && (await response.clone().text()).includes('USER_NOT_FOUND')
        ? Response.json({ message: 'Success' })
        : response;
    };
    const port = await freePort();
    const judging = runStep('Judge', folder, {
      ...sandbox.environment,
      ...{ DC_VENDOR: 'knot', DC_BASE_URL: `http://127.0.0.1:${port}`, DC_WAIT: '60s', DC_REPORT: 'the report' },
      DC_OPTIONS: '--grep\n^knot/unknown-user-is-refused$\n--partial\n',
    });
    await new Promise((later) => setTimeout(later, 3000));
    const served = await serveSandbox({ ...sandbox, fetch }, { port });
    const judged = await judging.finally(() => served.close());
    expect(judged.outputs, judged.out).toEqual({ code: isBroken ? '1' : '0' });
    const result = await runStep('Result', folder, {
      ...{ DC_CODE: judged.outputs['code'] ?? '', DC_REPORT: 'the report', DC_WORKSPACE: folder },
    });
    expect(result.outputs, result.out).toMatchObject({
      ...{ outcome: isBroken ? 'nonconformant' : 'conformant', failed: isBroken ? '1' : '0' },
      'report-path': join(folder, 'the report'),
    });
    const annotations = judged.out.split('\n').filter((line) => line.startsWith('::error title='));
    expect(
      annotations.map((line) => line.slice(0, 45)),
      judged.out,
    ).toEqual(isBroken ? ['::error title=knot/unknown-user-is-refused::A'] : []);
    expect(result.out).not.toContain('::error');
    const comment = await readFile(result.outputs['comment'] ?? '', 'utf8');
    expect(comment.startsWith(COMMENT_MARKER)).toBe(true);
    const gate = await runStep('Gate', folder, { DC_CODE: judged.outputs['code'] ?? '' });
    expect(gate.code).toBe(isBroken ? 1 : 0);
    await sandbox.dispose();
  });
}

for (const [name, listed, expected] of [
  ['writes the first comment', '', '--method POST repos/o/r/issues/7/comments -F body=@c.md'],
  ['updates its comment', '42', '--method PATCH repos/o/r/issues/comments/42 -F body=@c.md'],
] as const) {
  test(`the comment step ${name}`, async ({}, info) => {
    const folder = info.outputPath('work');
    await mkdir(folder, { recursive: true });
    const stub = `#!/bin/sh\nprintf '%s\\n' "$*" >> calls\ncase "$*" in *--jq*) printf '%s' '${listed}' ;; esac\n`;
    await writeFile(join(folder, 'gh'), stub, { mode: 0o755 });
    const { code, out } = await runStep('Comment', folder, { DC_PULL: '7', DC_COMMENT: 'c.md' });
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(await readFile(join(folder, 'calls'), 'utf8')).toContain(`api ${expected}\n`);
  });
}

test('an input is never run, and a vendor that is none ends in exit 2', async ({}, info) => {
  const folder = info.outputPath('work');
  await mkdir(folder, { recursive: true });
  const input = { DC_VENDOR: 'knot; touch pwned', DC_WAIT: '1s', DC_REPORT: '$(touch pwned)' };
  const { outputs } = await runStep('Judge', folder, input);
  expect(outputs).toEqual({ code: '2' });
  await expect(readFile(join(folder, 'pwned'))).rejects.toThrow('ENOENT');
  const { outputs: result } = await runStep('Result', folder, { DC_CODE: '2', DC_WORKSPACE: folder, DC_REPORT: 'x' });
  expect(result).toMatchObject({ outcome: 'invalid', failed: '0' });
  expect((await runStep('Gate', folder, {})).code).toBe(2);
});

test('the comment lists what fails and did not on the base branch, and hostile text stays text', () => {
  const failing = sampleResults({ requirements: [requirement({ verdict: 'fail' }), requirement({ id: 'knot/b' })] });
  const base = sampleResults({ requirements: [requirement(), requirement({ id: 'knot/b' })] });
  expect(renderComment(failing, base)).toContain('### New failures against the base branch (1)');
  expect(renderComment(failing, failing)).toContain('Nothing fails that did not fail on the base branch.');
  const hostile = renderComment(hostileResults(), null);
  expect(hostile.replaceAll('<!-- -->', '').replace(COMMENT_MARKER, '')).not.toMatch(/<|\x1b/);
  for (const line of renderAnnotations(hostileResults()).split('\n'))
    expect(line).toMatch(/^(::(error|warning) title=|$)/);
});
