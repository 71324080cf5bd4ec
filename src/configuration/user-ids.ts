import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../errors.ts';
import type { Environment } from './environment.ts';
import { readList } from './parse-value.ts';

/**
 * Offered users, from `<V>_USER_IDS` or, one a line, from the file that `<V>_USER_IDS_FILE` names; `#` begins a comment.
 * @param prefix of the vendor's variables
 * @throws ConfigurationError where both are set, or the file cannot be read, holds nobody, or names somebody twice
 */
export function readUserIds(environment: Environment, prefix: string): string[] | undefined {
  const [listName, fileName] = [`${prefix}USER_IDS`, `${prefix}USER_IDS_FILE`];
  const listed = readList(environment, listName);
  const path = environment[fileName];
  if (path === undefined) return listed;
  if (listed) throw new ConfigurationError(`${listName} and ${fileName} are both set: set one of them.`);
  const ids: string[] = [];
  for (const [at, line] of readLines(path, fileName).entries()) {
    const id = line.trim();
    if (id === '' || id.startsWith('#')) continue;
    if (ids.includes(id))
      throw new ConfigurationError(`Line ${at + 1} of the file in ${fileName} repeats an id: name each once.`);
    ids.push(id);
  }
  if (ids.length === 0) throw new ConfigurationError(`The file in ${fileName} is empty: write one id per line.`);
  return ids;
}

function readLines(path: string, variable: string): string[] {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown reason'})`;
    throw new ConfigurationError(`${variable} names a file which ${why}.`);
  }
}
