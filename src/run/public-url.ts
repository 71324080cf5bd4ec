/** A base URL as a report may show it: without userinfo, and without the values of its query. */
export function publicUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) url.searchParams.set(name, '[redacted]');
  // Brackets are allowed there in all but the letter of RFC 3986, and read better than their escapes.
  return url.href.replace(/\/$/, '').replaceAll('%5Bredacted%5D', '[redacted]');
}
