import { retryAfterMs } from '../retry-after.ts';
import type { WireResponse } from '../types.ts';
import { limitFields } from './limit-fields.ts';

/** What an answer states about further requests. */
export interface Asked {
  /** Whether the request was refused for being one too many: 429, or 503 that states when to come back. */
  readonly refused: boolean;
  /** How long to wait, in ms; undefined where it states none. */
  readonly waitMs?: number;
  /** A limit that the answer states: how many requests are left until when, in ms from now. */
  readonly quota?: { readonly remaining: number; readonly resetMs: number };
  /** Requests a second that the strictest policy allows. */
  readonly perSecond?: number;
}

type Answer = Pick<WireResponse, 'status' | 'headers'>;

/** Whether an answer refuses a request for now, so that it may be sent again later (A48). */
export function isRefusal(response: Answer, now: number): boolean {
  return response.status === 429 || (response.status === 503 && retryAfterMs(response, now, Infinity) !== undefined);
}

/**
 * Reads what an answer states about further requests.
 * @param now in ms since the epoch
 */
export function askedBy(response: Answer, now: number): Asked {
  const { status, headers } = response;
  // Most answers state no limit, and most runs are against a server without limits.
  if (status !== 429 && status !== 503 && !headers.some(([name]) => LIMIT.test(name))) return NOTHING;
  const limits = limitFields(headers, now);
  const rates = limits.flatMap(({ perSecond }) => perSecond ?? []);
  const perSecond = rates.length > 0 ? { perSecond: Math.min(...rates) } : {};
  const refused = isRefusal(response, now);
  if (refused) {
    const waits = limits.filter(({ remaining = 0 }) => remaining === 0).flatMap(({ resetMs }) => resetMs ?? []);
    const waitMs = retryAfterMs(response, now, Infinity) ?? (waits.length > 0 ? Math.max(...waits) : undefined);
    return { refused, ...perSecond, ...(waitMs === undefined ? {} : { waitMs }) };
  }
  const quotas = limits.flatMap(({ remaining, resetMs }) =>
    remaining === undefined || resetMs === undefined ? [] : { remaining, resetMs },
  );
  const [tightest] = quotas.sort((a, b) => a.remaining - b.remaining || b.resetMs - a.resetMs);
  return { refused, ...perSecond, ...(tightest ? { quota: tightest } : {}) };
}

const LIMIT = /rate-?limit/i;
const NOTHING: Asked = { refused: false };
