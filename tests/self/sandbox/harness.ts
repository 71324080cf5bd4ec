import type { HeaderLines, WireResponse } from '../../../src/http/types.ts';
import { inProcessBaseUrl, inProcessTransport } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import type { Clock } from '../../../src/clock.ts';

/** A clock that moves only when told to. */
export function virtualClock(start = Date.UTC(2026, 0, 1)): Clock & { advance(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    sleep: (ms) => Promise.resolve(void (now += ms)),
    advance: (ms) => void (now += ms),
  };
}

export const LIMITS = { timeoutMs: 5000, maxBytes: 1 << 20 };

/** One in-process exchange with a path of the sandbox. */
export function send(
  sandbox: Sandbox,
  method: string,
  path: string,
  { headers = [], body }: { headers?: HeaderLines; body?: string | Buffer } = {},
): Promise<WireResponse> {
  const url = inProcessBaseUrl(sandbox) + path;
  const bytes = body === undefined ? {} : { body: Buffer.from(body) };
  return inProcessTransport(sandbox)({ method, url, headers, ...bytes }, LIMITS);
}

/** The parsed JSON body. */
export function json(response: WireResponse): unknown {
  return JSON.parse(response.body.toString('utf8'));
}

/** The value of a response header. */
export function header(response: WireResponse, name: string): string | undefined {
  return response.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}
