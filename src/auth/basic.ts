import type { WireRequest } from '../http/types.ts';
import { nearSecrets, similarBasicCredentials } from './basic-similar.ts';
import type { EdgeConfig } from './edge-config.ts';
import { KeyError } from './key-file.ts';
import { named, type BaseConfig, type Scheme } from './scheme.ts';
import { derived } from './shell-values.ts';
import { similarValues, similarSecrets, randomLetters } from './similar-values.ts';
import { derivedSecrets } from './derived-secrets.ts';
import { withAuthorization } from './with-header.ts';
import type { Authenticator, CredentialVariant, InvalidCredentials, Secret } from './types.ts';

interface Pair {
  readonly id: string;
  readonly secret: string;
}

/** HTTP Basic: an id and a secret. */
export interface BasicCredentials {
  readonly scheme: 'basic';
  readonly id: string;
  readonly secret: string;
  readonly names: { readonly id: string; readonly secret: string };
}

export interface BasicConfig extends BaseConfig {
  readonly scheme: 'basic';
}

/** HTTP Basic (RFC 7617), credentials in UTF-8. */
export const basic: Scheme<BasicConfig, BasicCredentials> = {
  name: 'basic',
  variables: () => [
    { suffix: 'CLIENT_ID', holds: 'public' },
    { suffix: 'SECRET', holds: 'secret' },
  ],
  read({ name, value }) {
    const id = value('CLIENT_ID') ?? '';
    if (id.includes(':'))
      throw new KeyError(`${name('CLIENT_ID')} holds a colon, which HTTP Basic cannot carry in an id: correct it.`);
    const names = { id: name('CLIENT_ID'), secret: name('SECRET') };
    return { scheme: 'basic', id, secret: value('SECRET') ?? '', names };
  },
  authenticator: (config, { own, other, source }) => basicAuthenticator(own, other, source, config),
  secretsOf: ({ id, secret, names }) => [{ name: names.secret, value: secret, id }],
  callerOf: ({ id }) => id,
  inShell: ({ id, secret, names }) => ({
    values: [...derived(secret, names.secret), { value: id, shell: `$${names.id}` }],
    secrets: [secret],
    names: [names.id, names.secret],
  }),
  standIn: (names, secret) => ({
    scheme: 'basic',
    id: secret(),
    secret: secret(),
    names: { id: named(names, 'id'), secret: named(names, 'secret') },
  }),
  placesOf: () => ({ headers: ['Authorization'] }),
  isDocumentedAs: ({ type, scheme }) => type === 'http' && scheme === 'basic',
};

function basicAuthenticator(
  own: BasicCredentials,
  other: BasicCredentials | undefined,
  source: string,
  edge: EdgeConfig = {},
): Authenticator {
  const pairs = wrongPairs(own, other, source);
  const wrong = pairs.find(({ variant }) => variant === 'wrong-secret')?.pair;
  return {
    scheme: 'basic',
    secrets: secretsOf(own, other, pairs),
    sign: (request) => withAuthorization(request, valueOf(own)),
    invalidCredentials: [
      ...unpairedCredentials(own, source),
      ...pairs.map(invalidPair),
      ...similarBasicCredentials(own, wrong, edge).filter(
        (one) => !isHeld((request) => one.sign(request), other ? [own, other] : [own]),
      ),
    ],
    variants: spacedValues(own),
    curl: ['-u', `"$${own.names.id}:$${own.names.secret}"`],
  };
}

/** The Authorization value of a pair. */
function valueOf({ id, secret }: Pair): string {
  return `Basic ${Buffer.from(`${id}:${secret}`, 'utf8').toString('base64')}`;
}

/** Whether somebody holds just the pair that is sent: the near form of one secret may be another one. */
function isHeld(sign: (request: WireRequest) => WireRequest, pairs: readonly Pair[]): boolean {
  const { headers } = sign({ method: 'POST', url: 'http://localhost', headers: [] });
  const [line, ...further] = headers.filter(([name]) => name === 'Authorization');
  return further.length === 0 && pairs.some((pair) => valueOf(pair) === line?.[1]);
}

/** White space that RFC 9110 allows: around the field value (5.5), and more of it after the scheme (11.4). */
function spacedValues(own: Pair): CredentialVariant[] {
  const value = valueOf(own);
  const variant = (name: string, description: string, text: string): CredentialVariant => ({
    name: `credentials.${name}`,
    description,
    sign: (request) => withAuthorization(request, text),
  });
  return [
    variant('spaces-around-value', 'blanks around the value of Authorization', `  ${value} `),
    variant('two-spaces-after-scheme', 'two blanks after the scheme', value.replace(' ', '  ')),
  ];
}

/** Another scheme with credentials nobody holds, for targets whose own scheme is not Basic. */
export function unknownBasic(source: string): string {
  return valueOf({ id: randomLetters(16, source, 'unknown id'), secret: randomLetters(32, source, 'unknown secret') });
}

/** Invalid credentials that name no pair at all. */
function unpairedCredentials(own: Pair, source: string): InvalidCredentials[] {
  const invalid = (variant: string, description: string, sign: (request: WireRequest) => WireRequest) => ({
    name: `credentials.${variant}`,
    description,
    needsOtherTenant: false,
    sign,
  });
  const bearer = `Bearer ${randomLetters(32, source, 'bearer')}`;
  // `%` and `.` occur in no base64 alphabet, and what a lenient decoder reads around them is random.
  const unreadable = `Basic %${randomLetters(12, source, 'unreadable')}.${randomLetters(11, source, 'base64')}%`;
  const malformed = `Basic ${Buffer.from(own.id.replaceAll(':', ''), 'utf8').toString('base64')}`;
  return [
    invalid('none', 'no Authorization header', (request) => request),
    invalid('other-scheme', 'Bearer instead of Basic', (request) => withAuthorization(request, bearer)),
    invalid('unreadable-base64', 'credentials that are not base64', (request) =>
      withAuthorization(request, unreadable),
    ),
    invalid('malformed', 'credentials without a colon', (request) => withAuthorization(request, malformed)),
  ];
}

interface WrongPair {
  readonly variant: string;
  readonly description: string;
  readonly needsOtherTenant?: boolean;
  /** Absent where a second tenant is needed and not there. */
  readonly pair?: Pair;
}

function wrongPairs(own: Pair, other: Pair | undefined, source: string): WrongPair[] {
  const valid = new Set([own, ...(other ? [other] : [])].map(valueOf));
  const near = similarSecrets(own.secret, source);
  const choose = (variant: string, description: string, pairs: readonly Pair[]): WrongPair[] => {
    const pair = pairs.find((candidate) => !valid.has(valueOf(candidate)));
    return pair ? [{ variant, description, pair }] : [];
  };
  const withSecrets = (secrets: readonly string[]) => secrets.map((secret) => ({ id: own.id, secret }));
  const unknown = similarValues(own.id, source).filter((id) => id !== other?.id);
  const foreign = { id: own.id, secret: other?.secret ?? '' };
  return [
    ...choose(
      'unknown-id',
      'an unknown id',
      unknown.map((id) => ({ id, secret: own.secret })),
    ),
    ...choose('wrong-secret', 'a wrong secret of the same length', withSecrets(near.wrong)),
    ...choose('empty-secret', 'an empty secret', withSecrets([''])),
    ...choose('truncated-secret', 'the secret without its end', withSecrets(near.truncated)),
    ...choose('lengthened-secret', 'the secret with one more character', withSecrets(near.lengthened)),
    ...choose('other-case-secret', 'the secret in the other case', withSecrets(near.otherCase)),
    {
      variant: 'other-tenant-secret',
      description: "the right id with the other tenant's secret",
      needsOtherTenant: true,
      // Two tenants that share a secret cannot be distinguished by it.
      ...(other && !valid.has(valueOf(foreign)) ? { pair: foreign } : {}),
    },
  ];
}

function invalidPair({ variant, description, needsOtherTenant = false, pair }: WrongPair): InvalidCredentials {
  return {
    name: `credentials.${variant}`,
    description,
    needsOtherTenant,
    ...(pair ? { sign: (request: WireRequest) => withAuthorization(request, valueOf(pair)) } : {}),
  };
}

/** The secret, what the invalid credentials make of it, and the pairs in which a secret too short to be found alone is sent. */
function secretsOf(own: BasicCredentials, other: BasicCredentials | undefined, pairs: readonly WrongPair[]): Secret[] {
  const name = own.names.secret;
  const ofPair = (variant: string) => pairs.find((candidate) => candidate.variant === variant)?.pair;
  const unknown = ofPair('unknown-id');
  const near = ['truncated-secret', 'other-case-secret'].map((variant) => ofPair(variant)?.secret);
  return [
    { name, value: own.secret, id: own.id },
    ...(unknown ? [{ name, value: own.secret, id: unknown.id }] : []),
    ...derivedSecrets(name, [...near, ...nearSecrets(own.secret)]),
    ...(other ? [other.id, own.id].map((id) => ({ name: other.names.secret, value: other.secret, id })) : []),
  ];
}
