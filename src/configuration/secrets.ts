import { schemeOf, type Credentials } from '../auth/schemes.ts';
import type { Secret } from '../auth/types.ts';
import type { Target } from './types.ts';

/**
 * Everything of a target that must never leave the process, by the variable it came from: both tenants' credentials,
 * the values of further headers, and what the base URL hides. The authenticator knows more forms of the credentials.
 */
export function secretsOf(target: Target): Secret[] {
  const secrets = [
    ...credentialSecrets(target.credentials),
    ...(target.other ? credentialSecrets(target.other) : []),
    ...target.headers.map(([, value]) => ({ name: variable(target, '_HEADERS'), value })),
    ...tlsSecrets(target),
    ...baseUrlSecrets(variable(target, '_BASE_URL'), target.baseUrl),
    ...(target.further ?? []).flatMap((one) => baseUrlSecrets(one.variable, one.baseUrl)),
  ];
  return secrets.filter(({ value }) => value !== '');
}

const credentialSecrets = (credentials: Credentials): Secret[] => schemeOf(credentials).secretsOf(credentials);

function tlsSecrets(target: Target): Secret[] {
  const { key, passphrase } = target.tls ?? {};
  return [
    ...(key === undefined ? [] : [{ name: variable(target, '_CLIENT_KEY'), value: key }]),
    ...(passphrase === undefined ? [] : [{ name: variable(target, '_CLIENT_KEY_PASSWORD'), value: passphrase }]),
  ];
}

function baseUrlSecrets(name: string, baseUrl: string): Secret[] {
  const { username, password, searchParams } = new URL(baseUrl);
  const [user, word] = [decoded(username), decoded(password)];
  // A user without a password, and a parameter without a value, may be a token themselves.
  const userinfo = word === '' ? [{ name, value: user }] : [{ name, value: word, id: user }];
  const parameters = Array.from(searchParams, ([id, value]): Secret =>
    value === '' ? { name, value: id } : { name, value, id, joint: '=' },
  );
  return [...userinfo, ...parameters];
}

/** The variable that was set; the configuration holds at most one of each. */
function variable({ configuration }: Target, suffix: string): string {
  return Object.keys(configuration).find((name) => name.endsWith(suffix)) ?? suffix.slice(1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
