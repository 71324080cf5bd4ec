// @ts-check
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * `npm run conformance`, in JavaScript because of what it does first: it starts the runner's child, which takes longest
 * to be ready. TypeScript is made readable and the options are read (command.ts) while that boots and waits for its order.
 */

// Until the command says otherwise, whatever happens: nothing is green by accident, nor red.
process.exitCode = 2;
const runner = startRunner();
try {
  const { register } = await import('tsx/esm/api');
  register();
  const { command } = await import('./command.ts');
  process.exitCode = await command(runner);
} catch (error) {
  console.error(await inWords(error));
  runner.child.kill('SIGKILL');
}

/**
 * Where not even that can be loaded which takes secrets and paths out of a message, only the kind of the error is told.
 * @param {unknown} error
 */
async function inWords(error) {
  try {
    const { refusalOf } = await import('../tests/conformance/explain.ts');
    return refusalOf(error, 'conformance-report');
  } catch {
    const { code, name } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : new Error());
    return `The run could not start, because files of the suite cannot be loaded (${code ?? name}): npm ci may help.`;
  }
}

/** @returns {import('../tests/conformance/runner.ts').Runner} */
function startRunner() {
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  const config = fileURLToPath(new URL('../playwright.config.ts', import.meta.url));
  // A process group of its own: Ctrl-C in a terminal then reaches it once, from here. Twice would make it drop its work.
  const child = spawn(process.execPath, [cli, 'test', '--config', config], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, DELETION_CONFORMANCE_ORDER: 'awaited' },
    detached: true,
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => {
    child.once('error', ({ message }) => {
      console.error(`The runner could not be started: ${message}`);
      resolve(null);
    });
    child.once('close', resolve);
  });
  return { child, ended };
}
