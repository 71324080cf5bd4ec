import { fetchInProcess, toRequest } from './fetch-in-process.ts';
import { ExchangeError, type Transport, type WireRequest } from './types.ts';

/** An implementation in this process, in the form that Hono, Deno, Bun and service workers share. */
export type FetchHandler = (request: Request) => Promise<Response> | Response;

/**
 * A transport to a handler in this process, without a socket. What a `Request` would change or cannot hold is not sent:
 * the handler would be judged by another request than the one that was meant.
 */
export function fetchTransport(handler: FetchHandler): Transport {
  return async (wire, limits) => {
    if (limits.connection !== undefined) throw uncarried('a Request has no connection');
    const why = uncarriedPart(wire);
    if (why !== undefined) throw uncarried(why);
    let request: Request;
    try {
      request = toRequest(wire);
    } catch {
      throw uncarried('a Request cannot be made of it');
    }
    const changed = changedPart(wire, request);
    if (changed !== undefined) throw uncarried(changed);
    return fetchInProcess(() => asked(handler, request), limits);
  };
}

/** What a handler throws is reported: who wrote it reads the report. */
async function asked(handler: FetchHandler, request: Request): Promise<Response> {
  try {
    return await handler(request);
  } catch (error) {
    throw new ExchangeError('reset', `the fetch function threw ${String(error)}`);
  }
}

function uncarried(why: string): ExchangeError {
  const message = `A fetch handler cannot receive this request: ${why}. Judge a served base URL to have it tried.`;
  return new ExchangeError('unsent', message, 0, 'transport');
}

/** Fields of the connection, which a handler does not see. */
const CONNECTION_FIELDS = ['connection', 'transfer-encoding', 'expect', 'upgrade', 'te', 'trailer', 'keep-alive'];
/** Fields whose name the suite writes in one way, unless its case is what is tried. */
const USUAL_CASE = ['Authorization', 'Content-Type', 'Content-Length', 'Accept', 'User-Agent'];

function uncarriedPart({ method, headers, body }: WireRequest): string | undefined {
  const names = headers.map(([name]) => name.toLowerCase());
  const field = names.find((name) => CONNECTION_FIELDS.includes(name));
  if (field !== undefined) return `${field} belongs to the connection`;
  if (new Set(names).size < names.length) return 'a Request joins header fields of the same name';
  for (const [name] of headers)
    if (USUAL_CASE.some((usual) => usual.toLowerCase() === name.toLowerCase() && usual !== name))
      return 'a Request writes header names in lower case';
  if (body !== undefined && body.length > 0 && (method === 'GET' || method === 'HEAD'))
    return `a Request with ${method} has no body`;
  return undefined;
}

/** What a `Request` has normalised. */
function changedPart({ method, url, headers }: WireRequest, request: Request): string | undefined {
  if (request.method !== method) return 'a Request changes the spelling of its method';
  // A bare host gets its slash from every client.
  if (request.url !== url && request.url !== `${url}/`) return 'a Request normalises its URL';
  if (headers.some(([name, value]) => request.headers.get(name) !== value)) return 'a Request changes header values';
  return undefined;
}
