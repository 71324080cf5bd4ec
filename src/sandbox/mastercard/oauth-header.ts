/** The protocol parameters of an OAuth 1.0a header, percent-decoded, `realm` left out. */
export type OAuthParameters = ReadonlyMap<string, string>;

const PARAMETER = /([^\s=",]+)="([^"]*)"/;
const HEADER = new RegExp(`^OAuth\\s+${PARAMETER.source}(?:\\s*,\\s*${PARAMETER.source})*\\s*$`, 'i');

/**
 * Reads an Authorization header (RFC 5849, 3.5.1). Undefined where it is absent, of another scheme, malformed, or names
 * a parameter twice. Values may stand raw, as the vendor's own signers write them, or percent-encoded.
 */
export function parseOAuthHeader(header: string | null): OAuthParameters | undefined {
  if (header === null || header.length > 8192 || !HEADER.test(header)) return undefined;
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of header.matchAll(new RegExp(PARAMETER, 'g'))) {
    if (parameters.has(name)) return undefined;
    if (name.toLowerCase() !== 'realm') parameters.set(name, decode(value));
  }
  return parameters;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
