import { decodeContent } from './content-coding.ts';
import { ExchangeError, type Limits, type WireRequest, type WireResponse } from './types.ts';

/** Fetches without a socket: what a handler in this process answers, as it would have come over the wire. */

/**
 * Asks a handler. The time limit is real time.
 * @throws ExchangeError `timeout` where it does not answer, `reset` where it throws anything else
 */
export async function fetchInProcess(
  handle: () => Promise<Response> | Response,
  limits: Limits,
): Promise<WireResponse> {
  const start = performance.now();
  const elapsed = () => performance.now() - start;
  const deadline = startDeadline(limits.timeoutMs);
  try {
    const answered = (async () => ({ response: await handle() }))();
    answered.catch(() => undefined); // It may still fail after the deadline; nobody listens then.
    const answer = await Promise.race([answered, deadline.passed]);
    if (answer === undefined) throw new ExchangeError('timeout', `no answer within ${limits.timeoutMs} ms`, elapsed());
    if (!isResponse(answer.response))
      throw new ExchangeError('reset', 'the handler returned something else than a Response', elapsed());
    return { ...(await toWireResponse(answer.response, limits, deadline.passed)), durationMs: elapsed() };
  } catch (error) {
    if (error instanceof ExchangeError) throw error;
    throw new ExchangeError('reset', 'the connection ended before an answer', elapsed());
  } finally {
    deadline.cancel();
  }
}

/** By its shape: servers bring classes of their own. */
function isResponse(value: unknown): value is Response {
  const { status, headers } = (value ?? {}) as Partial<Response>;
  return typeof status === 'number' && typeof headers?.get === 'function';
}

/** Bytes, not a string: a string body would make `Request` invent a Content-Type. */
export function toRequest({ method, url, headers, body }: WireRequest): Request {
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
