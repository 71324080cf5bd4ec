import { headerValues } from './body.ts';
import { parseHttpDate } from './http-date.ts';
import type { WireResponse } from './types.ts';

/**
 * How long a 429 or 503 asks its client to wait (Retry-After, RFC 9110 section 10.2.3). A date is read against the
 * answer's own Date where it has one: the two clocks may differ.
 * @param now in ms since the epoch
 * @param longestMs what the wait is cut to
 * @returns ms, 0 for a date that has passed; undefined for another status, and where the field is missing, there twice or
 * neither seconds nor a date.
 */
export function retryAfterMs(
  { status, headers }: Pick<WireResponse, 'status' | 'headers'>,
  now: number,
  longestMs: number,
): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const [value = '', ...more] = headerValues(headers, 'retry-after');
  if (more.length > 0) return undefined;
  if (/^\d+$/.test(value.trim())) return Math.min(Number(value) * 1000, longestMs);
  const until = parseHttpDate(value, now);
  if (until === undefined) return undefined;
  const said = parseHttpDate(headerValues(headers, 'date')[0] ?? '', now) ?? now;
  return Math.min(Math.max(0, until - said), longestMs);
}
