import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../errors.ts';
import type { Environment } from './environment.ts';
import { readList } from './parse-value.ts';

/**
 * Offered users, from `<V>_USER_IDS` or, one a line, from the file that `<V>_USER_IDS_FILE` names; `#` begins a comment.
 * @param prefix of the vendor's variables
 * @throws ConfigurationError where both are set, or the file cannot be read, holds nobody, names somebody twice, or holds what is no id
 */
export function readUserIds(environment: Environment, prefix: string): string[] | undefined {
  const [listName, fileName] = [`${prefix}USER_IDS`, `${prefix}USER_IDS_FILE`];
  const listed = readList(environment, listName);
  for (const [at, id] of listed?.entries() ?? []) checkId(id, `Entry ${at + 1} of ${listName}`);
  const path = environment[fileName];
  if (path === undefined) return listed;
  if (listed) throw new ConfigurationError(`${listName} and ${fileName} are both set: set one of them.`);
  const ids: string[] = [];
  for (const [at, line] of readLines(path, fileName).entries()) {
    const id = line.trim();
    if (id === '' || id.startsWith('#')) continue;
    checkId(id, `Line ${at + 1} of the file in ${fileName}`);
    if (ids.includes(id))
      throw new ConfigurationError(`Line ${at + 1} of the file in ${fileName} repeats an id: name each once.`);
    ids.push(id);
  }
  if (ids.length === 0) throw new ConfigurationError(`The file in ${fileName} is empty: write one id per line.`);
  return ids;
}

/** What holds neither a letter nor a digit may mean everybody to a target, and is nobody's id. */
function checkId(id: string, where: string): void {
  if (!/[\p{L}\p{N}]/u.test(id))
    throw new ConfigurationError(
      `${where} has neither a letter nor a digit, and may mean everybody: name a user's id.`,
    );
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
