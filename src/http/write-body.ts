import type http from 'node:http';
import { headerValues } from './message.ts';
import type { WireRequest } from './types.ts';

/** RFC 9110, 10.1.1: a client that gets no 100 does not wait for ever, since servers may not know the expectation. */
const EXPECTATION_MS = 1000;

/**
 * Writes the body of a request as its header lines announce it: in more than one chunk where it is chunked, and after the
 * server has asked for it where they expect that.
 */
export function writeBody(outgoing: http.ClientRequest, { headers, body }: WireRequest): void {
  const write = (): void => {
    if (body && body.length > 1 && announces(headers, 'transfer-encoding', 'chunked')) {
      const half = Math.ceil(body.length / 2);
      outgoing.write(body.subarray(0, half));
      outgoing.end(body.subarray(half));
    } else outgoing.end(body);
  };
  if (!announces(headers, 'expect', '100-continue')) return write();
  const once = (): void => {
    stop();
    if (!outgoing.destroyed) write();
  };
  const waiting = setTimeout(once, EXPECTATION_MS);
  const stop = (): void => {
    clearTimeout(waiting);
    outgoing.off('continue', once);
  };
  outgoing.on('continue', once);
  for (const end of ['response', 'error', 'close']) outgoing.once(end, stop);
  outgoing.flushHeaders();
}

function announces(headers: WireRequest['headers'], name: string, value: string): boolean {
  return headerValues(headers, name).some((one) => one.toLowerCase() === value);
}
