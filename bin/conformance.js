// @ts-check
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * `npm run conformance`, in JavaScript because it makes TypeScript readable first. It exits 2 until the command says
 * otherwise, whatever happens: nothing is green by accident, nor red.
 */
process.exitCode = 2;
requireTemporaryFolder();
try {
  const { register } = await import('tsx/esm/api');
  register();
  const { command } = await import('./program.ts');
  process.exitCode = await command(process.argv.slice(2));
  // A sleep of a run that was stopped must not hold the process.
  setTimeout(() => process.exit(), 500).unref();
} catch (error) {
  console.error(await inWords(error));
}

/**
 * Puts an error into words. If the code that redacts messages cannot be loaded either, only the code or name of the
 * error is printed.
 * @param {unknown} error
 */
async function inWords(error) {
  try {
    const { refusalOf } = await import('../src/session/error-message.ts');
    return refusalOf(error, 'conformance-report');
  } catch {
    const { code, name } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : new Error());
    return `The run could not start, because files of the suite cannot be loaded (${code ?? name}): npm ci may help.`;
  }
}

/** TypeScript's loader keeps its cache there; without it, it waits for ever. */
function requireTemporaryFolder() {
  try {
    accessSync(tmpdir(), constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(`The temporary folder "${tmpdir()}" cannot be written (${code}): set TMPDIR to one that can.`);
    process.exit();
  }
}
