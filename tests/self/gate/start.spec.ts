import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { ended, test } from './child.ts';

// The runner starts before the command knows its order: whatever becomes of the command, no runner may wait for ever.
// Its output is the command's, so that "ended" here comes only after both have ended.

const WAITING = fileURLToPath(new URL('waiting.ts', import.meta.url));

test.describe('the runner waits for its order', () => {
  test('and goes on with it, while the command is still there', async () => {
    const child = waiting({ DELETION_CONFORMANCE_ORDER: 'awaited' });
    child.once('message', () => child.send({ runId: 'r1', vendors: ['pigeon'] }));
    const { code, out } = await ended(child);
    expect({ code, out: JSON.parse(out) as unknown }).toEqual({ code: 0, out: { runId: 'r1', vendors: ['pigeon'] } });
  });

  test('and ends with the command that gives none', async () => {
    const child = waiting({ DELETION_CONFORMANCE_ORDER: 'awaited' });
    child.disconnect();
    // Not `ended`: Node tells of no "close" after the parent has disconnected.
    expect(await once(child, 'exit')).toEqual([2, null]);
  });

  test('and waits for nothing when it was not the command that started it', async () => {
    const { code, out } = await ended(waiting({}));
    expect({ code, out }).toEqual({ code: 0, out: '"none"\n' });
  });
});

for (const options of [['--help'], ['--no-such-option'], ['merge', 'no-such-folder'], ['--dry-run', '--seed', 'x']])
  test(`${options.join(' ')} leaves no runner behind`, async ({ gate }) => {
    const { code } = await gate.run(options).ended;
    expect(code).toBe(options[0] === '--help' ? 0 : 2);
  });

test('a command that is killed leaves no runner behind', async ({ gate }) => {
  const { child, ended: end } = gate.run(['--sandbox']);
  child.kill('SIGKILL');
  expect(await end).toMatchObject({ code: null, out: '' });
});

test('a runner that cannot be started ends the command with its reason and exit 2', async ({ gate }) => {
  const preload = inline('process.execPath = "/nowhere/node"');
  const { code, err } = await gate.run(['--sandbox'], { NODE_OPTIONS: `--import ${preload}` }).ended;
  expect(err).toMatch(/^The runner could not be started: .*\/nowhere\/node/);
  expect(code).toBe(2);
});

test('a run that is interrupted before anything was judged says so and exits 2', async ({ gate }) => {
  const preload = inline(
    `if (process.argv[1].endsWith('cli.js')) {
       process.on('SIGINT', () => process.exit(130));
       process.once('message', () => console.log('ordered'));
       process.send('order?');
       setInterval(() => undefined, 1000);
       await new Promise(() => undefined);
     }`,
  );
  const { child, ended: end } = gate.run(['--sandbox'], { NODE_OPTIONS: `--import ${preload}` });
  await once(child.stdout!, 'data');
  child.kill('SIGINT');
  const { code, err } = await end;
  expect(err).toBe('The run was interrupted before anything was judged, so it proves nothing (exit 2).\n');
  expect(code).toBe(2);
});

test('what keeps the command from being loaded ends it with its reason and exit 2', async ({ gate }) => {
  const hooks = inline(
    `export const resolve = async (name, context, next) => {
       if (name === 'tsx/esm/api') throw new Error('no loader of TypeScript');
       return next(name, context);
     }`,
  );
  const preload = inline(`import { register } from 'node:module'; register('${hooks}')`);
  const { code, err } = await gate.run(['--sandbox'], { NODE_OPTIONS: `--import ${preload}` }).ended;
  expect(err).toContain('The run could not start: no loader of TypeScript');
  expect(code).toBe(2);
});

/** A module as its own URL, without any character that options or quotes would break at. */
function inline(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}

function waiting(variables: Readonly<Record<string, string>>): ChildProcess {
  return fork(WAITING, { execArgv: ['--import', import.meta.resolve('tsx')], env: variables, silent: true });
}
