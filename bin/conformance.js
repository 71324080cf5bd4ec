#!/usr/bin/env node
// @ts-check
import { accessSync, constants, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import v8 from 'node:v8';

/**
 * The command, in JavaScript because in a checkout it makes TypeScript readable first; in the installed package all of
 * it was compiled. It exits 2 until the command sets another code, whatever happens: nothing is green by accident, nor red.
 */
process.exitCode = 2;
// The engine would let its heap double before it collects what a run no longer needs.
v8.setFlagsFromString('--heap-growing-percent=30');
const isCheckout = existsSync(new URL('program.ts', import.meta.url));
requireTemporaryFolder();
try {
  if (isCheckout) (await import('tsx/esm/api')).register();
  const { command } = await import('./program.ts');
  const { endWithParent } = await import('../src/session/parent-process.ts');
  process.exitCode = await command(process.argv.slice(2), (name) => {
    // The sandbox has something to remove first.
    if (name !== 'sandbox') endWithParent();
  });
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
    const { refusalText } = await import('../src/session/error-message.ts');
    return refusalText(error, 'conformance-report');
  } catch {
    const { code, name } = /** @type {NodeJS.ErrnoException} */ (error instanceof Error ? error : new Error());
    const help = isCheckout ? 'npm ci may help' : 'installing the package again may help';
    return `The run could not start, because files of the suite cannot be loaded (${code ?? name}): ${help}.`;
  }
}

/** A run keeps its journal there, and TypeScript's loader its cache: without it, that one waits for ever. */
function requireTemporaryFolder() {
  try {
    accessSync(tmpdir(), constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(`The temporary folder "${tmpdir()}" cannot be written (${code}): set TMPDIR to one that can.`);
    process.exit();
  }
}
