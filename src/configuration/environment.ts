import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { ConfigurationError } from '../errors.ts';

/** Variables by name; `undefined` is the same as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The `.env` of a folder under the process environment, which wins: also with an empty value.
 * @throws ConfigurationError where there is a `.env` that cannot be read.
 */
export function readEnvironment(folder: string): Record<string, string> {
  return { ...readDotEnv(folder), ...(process.env as Record<string, string>) };
}

function readDotEnv(folder: string): Record<string, string> {
  try {
    const text = readFileSync(join(folder, '.env'), 'utf8').replace(/^\uFEFF/, '');
    return parseEnv(text) as Record<string, string>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new ConfigurationError(
      `.env cannot be read (${code ?? 'unknown reason'}): make it a readable file, or remove it.`,
    );
  }
}
