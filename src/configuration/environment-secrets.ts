import type { Secret } from '../auth/types.ts';
import type { Environment } from './environment.ts';

/** Variables that hold a secret, no matter who reads them, by the end of their name. */
const SECRET = /(?:SECRET|TOKEN|API_KEY|ACCESS_KEY|PASSWORD|PASSPHRASE)$/i;
const HEADERS = /_HEADERS$/;
const URLS = /(?:_BASE_URL|_PROXY)$/i;

/**
 * What an environment holds that must not be written, by the names of its variables alone. For whatever is written where no
 * target is known: a configuration that is refused, a crash, a merge.
 */
export function environmentSecrets(environment: Environment): Secret[] {
  return Object.entries(environment).flatMap(([name, value = '']): Secret[] => {
    if (SECRET.test(name)) return [{ name, value, ...idBeside(name, environment) }];
    if (HEADERS.test(name)) return value.split(/[\r\n;]/).map((line) => ({ name, value: afterColon(line) }));
    if (URLS.test(name)) return urlSecrets(name, value);
    return [];
  });
}

/** HTTP Basic: `<V>_CLIENT_ID` next to `<V>_SECRET`. */
function idBeside(name: string, environment: Environment): Pick<Secret, 'id'> {
  const id = environment[name.replace(/SECRET$/, 'CLIENT_ID')];
  return /_SECRET$/.test(name) && id !== undefined ? { id } : {};
}

const afterColon = (line: string): string => line.slice(line.indexOf(':') + 1).trim();

function urlSecrets(name: string, text: string): Secret[] {
  if (!URL.canParse(text)) return [];
  const { username, password, searchParams } = new URL(text);
  const parameters = Array.from(searchParams, ([id, value]): Secret => ({ name, value, id, joint: '=' }));
  return [{ name, value: decoded(password), id: decoded(username) }, ...parameters];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
