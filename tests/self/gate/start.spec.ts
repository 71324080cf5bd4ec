import { expect } from '@playwright/test';
import { CHECKOUT_COMMAND } from '../command.ts';
import { SLOW, slowIf } from '../part.ts';
import { test } from './child.ts';
import { servePigeon } from './pigeon.ts';

// The command judges in its own process: whatever ends it early ends it with a sentence and never green.
// In a checkout, where TypeScript has to be made readable first.
test.use({ command: CHECKOUT_COMMAND });

for (const options of [['--help'], ['--no-such-option'], ['merge', 'no-such-folder'], ['--dry-run', '--seed', 'x']])
  test(`${options.join(' ')} ends by itself`, slowIf(options.length > 1), async ({ gate }) => {
    const { code } = await gate.run(options).ended;
    expect(code).toBe(options[0] === '--help' ? 0 : 2);
  });

test('a signal before anything is judged ends the command with a sentence and exit 2', SLOW, async ({ gate }) => {
  const preload = inline(
    `import fs from 'node:fs';
     import { syncBuiltinESMExports } from 'node:module';
     const read = fs.readFileSync;
     fs.readFileSync = (path, ...more) => {
       if (String(path).endsWith('profile.yaml')) process.kill(process.pid, 'SIGINT');
       return read(path, ...more);
     };
     syncBuiltinESMExports();`,
  );
  const { code, err } = await gate.run(['--sandbox'], { NODE_OPTIONS: `--import ${preload}` }).ended;
  expect(err).toBe('The run was interrupted before anything was judged, so it proves nothing (exit 2).\n');
  expect(code).toBe(2);
});

test('a signal while the target is silent ends the run in order, incomplete', SLOW, async ({ gate }) => {
  const pigeon = await servePigeon(true, 0);
  try {
    const { child, ended } = gate.run([], { ...pigeon.variables, CONFORMANCE_TIMEOUT_MS: '1000' });
    await pigeon.reached;
    child.kill('SIGINT');
    expect((await ended).code).toBe(3);
    const { requirements, counts } = await gate.results();
    expect(counts['not-run'] + counts.inconclusive).toBe(requirements.length);
  } finally {
    await pigeon.close();
  }
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
  expect(err).toBe('The run could not start, because files of the suite cannot be loaded (Error): npm ci may help.\n');
  expect(code).toBe(2);
});

/** A module as its own URL, without any character that options or quotes would break at. */
function inline(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}
