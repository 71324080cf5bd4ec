import { readFileSync } from 'node:fs';

/** A key or certificate that cannot be used: one sentence that names the environment variable to put right. */
export class KeyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeyError';
  }
}

export interface SigningKeySource {
  /** Path of a PKCS#12 (`.p12`, `.pfx`) or PEM file. */
  readonly path: string;
  readonly password?: string;
  /** Which key of a PKCS#12 file with several; letter case does not matter. */
  readonly alias?: string;
  /** The environment variables these came from, named when one of them is wrong. */
  readonly names: { readonly path: string; readonly password: string; readonly alias: string };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'which does not exist',
  EACCES: 'which this user may not read',
  EPERM: 'which this user may not read',
  EISDIR: 'which is a folder',
};

/**
 * Reads the file that `variable` names. The sentence does not repeat the path: output holds no path of the machine.
 * @throws KeyError where it cannot be read or is empty
 */
export function readKeyFile(path: string, variable: string): Buffer {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new KeyError(`${variable} names a file ${REASONS[code] ?? `that cannot be read (${code})`}.`);
  }
  if (content.length === 0) throw new KeyError(`${variable} names a file which is empty.`);
  return content;
}
