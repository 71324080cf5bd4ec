/** A scheme as a profile states it; an API key's place is the vendor's choice. */
export type SchemeConfig = { readonly scheme: 'basic' | 'bearer' | 'oauth1' } | ApiKeyConfig;

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
