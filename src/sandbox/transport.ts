import { decodeContent } from '../http/content-coding.ts';
import { ExchangeError } from '../http/types.ts';
import type { Limits, Transport, WireRequest, WireResponse } from '../http/types.ts';
import type { Sandbox } from './types.ts';

/** The base URL under which {@link inProcessTransport} reaches a sandbox. Nothing listens there. */
export function inProcessBaseUrl(sandbox: Sandbox): string {
  return `http://127.0.0.1${sandbox.basePath}`;
}

/**
 * A transport that hands requests to a sandbox inside this process, without a socket. The time limit is real time:
 * a sandbox that never answers ends in ExchangeError `timeout`; one that throws, in the error it threw or in `reset`.
 */
export function inProcessTransport(sandbox: Sandbox): Transport {
  return async (wire, limits) => {
    const start = performance.now();
    const elapsed = () => performance.now() - start;
    const request = toRequest(wire);
    const deadline = startDeadline(limits.timeoutMs);
    try {
      const answered = Promise.resolve(sandbox.fetch(request, { rawBody: wire.body ?? Buffer.alloc(0) }));
      answered.catch(() => undefined); // It may still fail after the deadline; nobody listens then.
      const response = await Promise.race([answered, deadline.passed]);
      if (response === undefined)
        throw new ExchangeError('timeout', `no answer within ${limits.timeoutMs} ms`, elapsed());
      return { ...(await toWireResponse(response, limits, deadline.passed)), durationMs: elapsed() };
    } catch (error) {
      if (error instanceof ExchangeError) throw error;
      throw new ExchangeError('reset', 'the connection ended before an answer', elapsed());
    } finally {
      deadline.cancel();
    }
  };
}

/** Bytes, not a string: a string body would make `Request` invent a Content-Type. */
function toRequest({ method, url, headers, body }: WireRequest): Request {
  const carries = body !== undefined && body.length > 0 && method !== 'GET' && method !== 'HEAD';
  try {
    const lines = headers.map(([name, value]): [string, string] => [name, value]);
    return new Request(url, { method, headers: lines, ...(carries ? { body: new Uint8Array(body) } : {}) });
  } catch (error) {
    throw new ExchangeError('unsent', `the request cannot be written: ${(error as Error).message}`);
  }
}

function startDeadline(ms: number): { passed: Promise<undefined>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return { passed, cancel: () => clearTimeout(timer) };
}

async function toWireResponse(
  response: Response,
  limits: Limits,
  passed: Promise<undefined>,
): Promise<Omit<WireResponse, 'durationMs'>> {
  const { bytes, whole } = await readUpTo(response, limits.maxBytes, passed);
  const contentEncoding = response.headers.get('content-encoding');
  const { body, complete } = await decodeContent(bytes, contentEncoding ?? '', limits.maxBytes);
  return {
    status: response.status,
    headers: [...response.headers],
    body,
    truncated: !whole || !complete,
    ...(contentEncoding === null ? {} : { contentEncoding }),
  };
}

/** The body, cut at the cap or at the deadline, or where it breaks off. */
async function readUpTo(
  response: Response,
  maxBytes: number,
  passed: Promise<undefined>,
): Promise<{ bytes: Buffer; whole: boolean }> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole = !reader;
  while (reader && size <= maxBytes) {
    const read = await Promise.race([reader.read().catch(() => undefined), passed]);
    if (read?.done) whole = true;
    if (!read || read.done) break;
    chunks.push(read.value);
    size += read.value.length;
  }
  if (!whole) void reader?.cancel().catch(() => undefined);
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), whole: whole && size <= maxBytes };
}
