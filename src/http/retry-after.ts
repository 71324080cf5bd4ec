import { headerValues } from './message.ts';
import { parseHttpDate } from './http-date.ts';
import type { Exchange, WireResponse } from './types.ts';
import type { Clock } from '../clock.ts';

/** How often and how long set-up waits for a target that asks it to. */
export interface RetryPolicy {
  /** Repetitions of one request, at most. */
  readonly times: number;
  /** The longest single wait, in ms. */
  readonly longestMs: number;
}

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

/**
 * Sends a set-up request, again after each 429 or 503 that says when, and returns the last exchange. Anything whose role
 * is not `setup` is sent once, whatever it is answered: a judged request is never repeated.
 * @param send makes and signs the request again each time
 */
export async function sendHonouringRetryAfter(
  send: () => Promise<Exchange>,
  policy: RetryPolicy,
  clock: Clock,
): Promise<Exchange> {
  let exchange = await send();
  for (let left = policy.times; left > 0 && exchange.role === 'setup'; left -= 1) {
    const wait = exchange.response && retryAfterMs(exchange.response, clock.now(), policy.longestMs);
    if (wait === undefined) return exchange;
    await clock.sleep(wait);
    exchange = await send();
  }
  return exchange;
}
