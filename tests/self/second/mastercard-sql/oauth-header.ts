/** Reads the `Authorization` header of OAuth 1.0a (RFC 5849, 3.5.1). */

/** The parameters of a header by name, `realm` left out; `undefined` where the header is malformed. */
export function readOAuthHeader(header: string): ReadonlyMap<string, string> | undefined {
  const list = /^oauth +(.*)$/i.exec(header.trim())?.[1];
  if (list === undefined) return undefined;
  const parameters = new Map<string, string>();
  for (const element of list.split(',')) {
    const [, name, value] = /^[ \t]*([^\s"=]+)="([^"]*)"[ \t]*$/.exec(element) ?? [];
    if (name === undefined || value === undefined) return undefined;
    const [key, text] = [decoded(name), decoded(value)];
    // Each parameter must not appear more than once (3.2 by way of 3.1).
    if (key === undefined || text === undefined || parameters.has(key)) return undefined;
    parameters.set(key, text);
  }
  parameters.delete('realm');
  return parameters;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
