/** Signature base strings (RFC 5849, 3.4.1). */

/** Percent-encoding of RFC 5849, 3.6: everything but the unreserved characters. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The base strings that a right signature may be over: that of the RFC, and that of the vendor's own signers. */
export function baseStrings(method: string, url: URL, oauth: ReadonlyMap<string, string>): readonly string[] {
  const pairs = [...oauth, ...url.searchParams].filter(([name]) => name !== 'oauth_signature');
  // Default ports are left out of `origin`, as 3.4.1.2 demands.
  const start = `${method.toUpperCase()}&${percentEncode(url.origin + url.pathname)}&`;
  const unchanged = (text: string) => text;
  // The vendor's signers encode parameters once, not twice.
  return [percentEncode, unchanged].map((encode) => start + percentEncode(normalized(pairs, encode)));
}

function normalized(pairs: readonly (readonly [string, string])[], encode: (text: string) => string): string {
  return pairs
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort((one, two) => compare(one[0], two[0]) || compare(one[1], two[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const compare = (one: string, two: string): number => Buffer.compare(Buffer.from(one), Buffer.from(two));
