import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { killCommands, runCommand } from '../../../src/users/operator-commands.ts';
import { MARKER, processesWith, untilEnded } from '../kills/processes.ts';

test.skip(process.platform === 'win32', 'The commands are those of a shell.');

const LONG_MS = 60_000;

test('a command is told what the suite knows, and answers by its lines and its status', async () => {
  const end = await runCommand('echo " $WHO "; echo; echo two; exit 3', { WHO: "'; echo no" }, LONG_MS);
  expect(end).toEqual({ status: 3, lines: ["'; echo no", 'two'] });
  expect(await runCommand('kill -9 $$', {}, LONG_MS)).toEqual({ status: null, lines: [] });
  expect(await runCommand('cat; echo end', {}, LONG_MS)).toEqual({ status: 0, lines: ['end'] });
  expect((await runCommand('no-such-command', {}, LONG_MS)).status).toBe(127);
  expect((await runCommand('yes', {}, LONG_MS)).status).toBeNull();
});

test('it waits for nothing but its own', async () => {
  expect(await runCommand('wait; echo end', {}, LONG_MS)).toEqual({ status: 0, lines: ['end'] });
});

test.describe('what a command has started ends', () => {
  test.skip(process.platform !== 'linux', 'Only Linux tells which processes were started.');

  test('with the command, and does not keep it from ending', async () => {
    const marker = randomUUID();
    const end = await runCommand('sleep 1000 & echo begun', { [MARKER]: marker }, LONG_MS);
    expect(end).toEqual({ status: 0, lines: ['begun'] });
    expect((await untilEnded(marker, 20_000)).left).toEqual([]);
  });

  test('with the time limit', async () => {
    const marker = randomUUID();
    const end = await runCommand('sleep 1000 & sleep 1000', { [MARKER]: marker }, 300);
    expect(end.status).toBeNull();
    expect((await untilEnded(marker, 20_000)).left).toEqual([]);
  });

  test('when the run is stopped', async () => {
    const marker = randomUUID();
    const end = runCommand('sleep 1000 & sleep 1000', { [MARKER]: marker }, LONG_MS);
    while (processesWith(marker).length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    killCommands();
    expect((await end).status).toBeNull();
    expect((await untilEnded(marker, 20_000)).left).toEqual([]);
  });

  test('when the run is killed', async () => {
    const marker = randomUUID();
    const script = fileURLToPath(new URL('commanding.ts', import.meta.url));
    const run = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
      env: { ...process.env, [MARKER]: marker },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(run.stdout, 'data');
    while (processesWith(marker).filter(({ command }) => command.startsWith('sleep')).length < 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    run.kill('SIGKILL');
    expect((await untilEnded(marker, 20_000)).left).toEqual([]);
  });
});
