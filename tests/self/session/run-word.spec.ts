import { expect, test } from '@playwright/test';
import { command } from '../../../bin/program.ts';

/** What the program prints to standard error for some arguments, and its exit code. */
async function outcomeOf(args: string[]): Promise<[code: number, printed: string]> {
  const printed: string[] = [];
  const { error } = console;
  console.error = (...texts: unknown[]) => void printed.push(texts.join(' '));
  try {
    return [await command(args), printed.join('\n')];
  } finally {
    console.error = error;
  }
}

test('run is the word for what no command means', async () => {
  const refused = await outcomeOf(['--shard', 'x']);
  expect(refused).toEqual([2, '--shard takes a number and a total, such as 1/3, not "x".']);
  expect(await outcomeOf(['run', '--shard', 'x'])).toEqual(refused);
  expect(await outcomeOf(['run', 'list'])).toEqual([2, 'run and list are two commands: give one of them.']);
});
