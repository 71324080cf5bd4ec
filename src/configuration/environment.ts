import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../errors.ts';
import { parseDotEnv } from './dot-env.ts';

/** Variables by name; `undefined` is the same as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The `.env` of a folder under the process environment, which wins: also with an empty value.
 * @throws ConfigurationError where there is a `.env` that cannot be read, or that sets nothing.
 */
export function readEnvironment(folder: string): Record<string, string> {
  return { ...readDotEnv(folder), ...(process.env as Record<string, string>) };
}

function readDotEnv(folder: string): Record<string, string> {
  try {
    return parseDotEnv(readFileSync(join(folder, '.env')));
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new ConfigurationError(
      `.env cannot be read (${code ?? 'unknown reason'}): make it a readable file, or remove it.`,
    );
  }
}
