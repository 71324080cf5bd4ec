/** A base URL as a report may show it: without userinfo, and without the values of its query. */
export function publicUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.username = '';
  url.password = '';
  for (const name of [...url.searchParams.keys()]) url.searchParams.set(name, '[redacted]');
  return url.href.replace(/\/$/, '');
}
