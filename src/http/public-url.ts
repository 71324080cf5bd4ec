/**
 * A base URL as a report may show it: without userinfo and fragment, and without the values of its query. A parameter of the
 * query without `=` may itself be the key.
 */
export function publicUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  const path = `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`;
  const parameters = url.search.slice(1).split('&').filter(Boolean);
  const shown = parameters.map((one) =>
    one.includes('=') ? `${one.slice(0, one.indexOf('='))}=[redacted]` : '[redacted]',
  );
  return parameters.length === 0 ? path : `${path}?${shown.join('&')}`;
}
