/**
 * Standard fields whose values identify nobody and open nothing (RFC 9110, 9111, 9112 and their neighbours). Whatever is
 * not here, or in the vendor's profile, keeps its name and loses its value.
 */
const ALLOWED = new Set(
  `accept accept-charset accept-encoding accept-language accept-patch accept-post accept-ranges
  access-control-allow-headers access-control-allow-methods access-control-allow-origin age allow alt-svc cache-control
  connection content-disposition content-encoding content-language content-length content-location content-range
  content-security-policy content-type date deprecation etag expect expires host keep-alive last-modified location
  origin-agent-cluster pragma range ratelimit ratelimit-limit ratelimit-policy ratelimit-remaining ratelimit-reset
  referrer-policy retry-after server server-timing strict-transport-security sunset te trailer transfer-encoding upgrade
  user-agent vary via warning www-authenticate x-content-type-options x-frame-options x-powered-by`.split(/\s+/),
);

/** @param name a field name in any case */
export function isAllowedHeader(name: string): boolean {
  return ALLOWED.has(name.toLowerCase());
}
