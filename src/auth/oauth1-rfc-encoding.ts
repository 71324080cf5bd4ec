import { baseUri, type OAuthParameters } from './oauth1-signature.ts';

/** RFC 5849, 3.6: everything but the unreserved characters. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The base string to the letter of RFC 5849, 3.4.1: names and values are encoded, sorted and joined, and the whole is
 * encoded once more. The official signers leave the first encoding out.
 */
export function rfcBaseString(request: Signable, parameters: OAuthParameters): string {
  return joined(request, parameters, percentEncode);
}

/**
 * The base string where the query repeats a parameter of the header, with values as the official signers take them: those
 * have one of the two.
 */
export function baseStringWithRepeated(request: Signable, parameters: OAuthParameters): string {
  return joined(request, parameters, (value) => value);
}

interface Signable {
  readonly method: string;
  readonly url: string;
}

function joined(request: Signable, parameters: OAuthParameters, write: (text: string) => string): string {
  const query = /\?([^#]*)/.exec(request.url)?.[1] ?? '';
  const pairs = [...new URLSearchParams(query), ...parameters]
    .map(([name, value]) => [write(name), write(value)] as const)
    .sort(([name, value], [otherName, otherValue]) => compare(name, otherName) || compare(value, otherValue));
  const normalized = pairs.map(([name, value]) => `${name}=${value}`).join('&');
  return [request.method.toUpperCase(), baseUri(request.url), normalized].map(percentEncode).join('&');
}

/** The Authorization value to the letter of RFC 5849, 3.5.1: every value is encoded, not the signature alone. */
export function rfcAuthorizationValue(parameters: OAuthParameters, signature: string): string {
  const all = [...parameters, ['oauth_signature', signature] as const];
  return `OAuth ${all.map(([name, value]) => `${name}="${percentEncode(value)}"`).join(',')}`;
}

/** Byte order; the encoded text is ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
