import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { command } from '../../../bin/program.ts';
import { MARKER, processesWith, untilEnded } from '../kills/processes.ts';
import { SLOW } from '../part.ts';

// No process outlives the one that started it, whatever ended that.

test.skip(process.platform !== 'linux', 'Only Linux tells which processes a run has started.');

const CHILD = `"${process.execPath}" --import "${import.meta.resolve('tsx')}" "${fileURLToPath(new URL('child.ts', import.meta.url))}"`;

/** Starts a process that starts the child, and waits until that has begun. */
async function startedBy(script: string, variables: Readonly<Record<string, string>>) {
  const marker = randomUUID();
  const { PATH } = process.env;
  const parent: ChildProcess = spawn(process.execPath, ['-e', script], {
    env: { PATH, ...variables, CHILD, [MARKER]: marker },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(parent.stdout!, 'data');
  return { parent, mark: marker };
}

const forked = `require('node:child_process').spawn(process.env.CHILD, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] })`;
const withChannel = `
  const [node, ...args] = process.env.CHILD.split('"').map((part) => part.trim()).filter((part) => part !== '' );
  require('node:child_process').spawn(node, args, { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
`;

for (const [what, script, variables] of [
  ['a channel to the parent', withChannel, {}],
  ['npm, which puts a shell between', forked, { npm_lifecycle_event: 'conformance' }],
  ['npx', forked, { npm_command: 'exec' }],
] as const)
  test(`${what}: SIGKILL of the parent ends the child`, async () => {
    const { parent, mark: marker } = await startedBy(script, variables);
    expect(processesWith(marker).length).toBeGreaterThan(1);
    parent.kill('SIGKILL');
    expect((await untilEnded(marker, 20_000)).left).toEqual([]);
  });

test('a run that was left behind on purpose goes on: its parent is no command of ours', SLOW, async () => {
  const { parent, mark: marker } = await startedBy(forked, {});
  const exit = once(parent, 'exit');
  parent.kill('SIGKILL');
  await exit;
  // Longer than the child would take to ask for its parent.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const left = processesWith(marker);
  expect(left.some(({ command }) => command.includes('child.ts'))).toBe(true);
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
});

test('the program, called as a function, does not tie the caller to its parent', SLOW, async () => {
  const before = process.listenerCount('disconnect');
  expect(await command(['explain', 'knot/none-such'])).toBe(2);
  expect(process.listenerCount('disconnect')).toBe(before);
});
