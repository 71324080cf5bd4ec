import { sign, type KeyObject } from 'node:crypto';
import OAuth from 'mastercard-oauth1-signer';
import type { WireRequest } from '../http/types.ts';

/** The signer's helpers that its own type declarations leave out. */
interface SignerHelpers {
  getOAuthParams(consumerKey: string, payload: Buffer | ''): Map<string, string>;
  extractQueryParams(url: string): Map<string, Set<string>>;
  getBaseUriString(url: string): string;
  toOAuthParamString(query: Map<string, Set<string>>, oauth: Map<string, string>): string;
  getSignatureBaseString(method: string, baseUri: string, params: string): string;
  getAuthorizationString(oauth: Map<string, string>): string;
}
const signer = OAuth as unknown as SignerHelpers;

/** The protocol parameters of RFC 5849, 3.1, in the order in which the header lists them. */
export type OAuthParameters = ReadonlyMap<string, string>;

/** Where the protocol parameters come from. */
export interface ParameterSource {
  readonly consumerKey: string;
  /** Now, in ms since the epoch. */
  readonly now: () => number;
  /** Absent: the signer draws one. */
  readonly nonce?: () => string;
}

/** The protocol parameters of a request without its signature: SHA-256 body hash over the raw bytes, a fresh nonce. */
export function parametersOf(request: WireRequest, { consumerKey, now, nonce }: ParameterSource): OAuthParameters {
  const parameters = signer.getOAuthParams(consumerKey, request.body ?? '');
  if (nonce) parameters.set('oauth_nonce', nonce());
  // The signer reads the machine's clock; the run has one of its own.
  return parameters.set('oauth_timestamp', secondsOf(now()));
}

/** oauth_timestamp: seconds since the epoch. */
const secondsOf = (ms: number) => String(Math.floor(ms / 1000));

/** The base string as the official signers build it: parameter values are taken raw and encoded once. */
export function baseString(request: Pick<WireRequest, 'method' | 'url'>, parameters: OAuthParameters): string {
  const normalized = signer.toOAuthParamString(signer.extractQueryParams(request.url), new Map(parameters));
  return signer.getSignatureBaseString(request.method, baseUri(request.url), normalized);
}

/** RFC 5849, 3.4.1.2: scheme and host in lower case, no default port (which the signer keeps), no query. */
export function baseUri(url: string): string {
  return signer
    .getBaseUriString(url)
    .replace(/^(https:\/\/[^/]+):443(?=\/|$)/, '$1')
    .replace(/^(http:\/\/[^/]+):80(?=\/|$)/, '$1');
}

/** RSASSA-PKCS1-v1_5 over the base string, in base64. */
export function rsaSignature(text: string, key: KeyObject, digest: 'sha256' | 'sha1' = 'sha256'): string {
  return sign(digest, Buffer.from(text), key).toString('base64');
}

/** The Authorization value. Parameters are written raw, as the official signers write them; the signature is encoded. */
export function authorizationValue(parameters: OAuthParameters, signature?: string): string {
  const all = new Map(parameters);
  if (signature !== undefined) all.set('oauth_signature', encodeURIComponent(signature));
  return signer.getAuthorizationString(all);
}
