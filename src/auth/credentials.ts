/** A scheme as a profile states it; an API key's place is the vendor's choice. */
export type SchemeConfig = ({ readonly scheme: 'basic' | 'bearer' | 'oauth1' } | ApiKeyConfig) & EdgeConfig;

/** What a gateway in front of an API tells it about the caller. */
export interface EdgeConfig {
  /** Header lines by which a gateway would say who calls, by name; `{client}` stands for the caller's id. */
  readonly identityHeaders?: Readonly<Record<string, string>>;
}

export interface ApiKeyConfig {
  readonly scheme: 'apiKey';
  readonly in: 'header' | 'query';
  /** Of the header or query parameter. */
  readonly name: string;
}

/**
 * What a target authenticates with, resolved to values. `names` holds the environment variables they came from: they
 * stand for the values in reports and curl lines.
 */
export type Credentials = BasicCredentials | BearerCredentials | ApiKeyCredentials | OAuth1Credentials;

export interface BasicCredentials {
  readonly scheme: 'basic';
  readonly id: string;
  readonly secret: string;
  readonly names: { readonly id: string; readonly secret: string };
}

export interface BearerCredentials {
  readonly scheme: 'bearer';
  readonly token: string;
  readonly names: { readonly token: string };
}

export interface ApiKeyCredentials {
  readonly scheme: 'apiKey';
  readonly key: string;
  readonly names: { readonly key: string };
}

export interface OAuth1Credentials {
  readonly scheme: 'oauth1';
  readonly consumerKey: string;
  /** The RSA private key as unencrypted PEM, as `loadSigningKey` returns it. */
  readonly privateKeyPem: string;
  /** Password of the key file: never used here, but as secret as the key. */
  readonly password?: string;
  readonly names: { readonly consumerKey: string; readonly privateKeyPem: string; readonly password?: string };
}

/** What names the caller and is no secret: the client id, the consumer key; undefined where the scheme has none. */
export function callerOf(credentials: Credentials): string | undefined {
  switch (credentials.scheme) {
    case 'basic':
      return credentials.id;
    case 'oauth1':
      return credentials.consumerKey;
    default:
      return undefined;
  }
}

/** The lines by which a gateway would name this caller. */
export function identityLines({ identityHeaders = {} }: EdgeConfig, caller: string): (readonly [string, string])[] {
  return Object.entries(identityHeaders).map(([name, value]) => [name, value.replaceAll('{client}', caller)] as const);
}
