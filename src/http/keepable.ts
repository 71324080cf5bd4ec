import { headerValues } from './message.ts';
import type http from 'node:http';
import { IDLE_MS } from './kept-connections.ts';
import type { WireRequest } from './types.ts';

/** Fields by which a request itself states where it ends, or what becomes of its connection. */
const FRAMING = ['connection', 'content-length', 'expect', 'keep-alive', 'te', 'transfer-encoding', 'upgrade'];

/** Methods whose request every server reads whole: with a body, and without one. */
const WITH_BODY = ['POST', 'PUT', 'PATCH'];
const WITHOUT_BODY = [...WITH_BODY, 'GET', 'DELETE'];

/**
 * Whether other requests may share a connection with this one. A server that reads a request differently than it was
 * written (a GET with a body, a length that lies) would take the rest of it for the next request.
 */
export function isPlain({ method, headers, body }: WireRequest): boolean {
  const methods = body && body.length > 0 ? WITH_BODY : WITHOUT_BODY;
  return methods.includes(method) && FRAMING.every((name) => headerValues(headers, name).length === 0);
}

/** Whether a request may be sent again by itself: a reading one, of which nobody notices that it came twice. */
export function isRepeatable({ method, body }: WireRequest): boolean {
  return method === 'GET' && body === undefined;
}

/** Answers that a server may give before it has read the body: credentials, length, media type, a failure of its own. */
const UNREAD = [401, 403, 408, 411, 413, 414, 415, 417, 429, 431];

/**
 * How long a connection may be kept after this answer, in ms; 0: not at all.
 * @param incoming the answer; what is not read from it yet does not matter
 */
export function idleTimeAfter(request: WireRequest, incoming: http.IncomingMessage): number {
  const status = incoming.statusCode ?? 0;
  const isRead = request.body === undefined || (!UNREAD.includes(status) && status < 500);
  if (!isPlain(request) || !isRead) return 0;
  // A server that announces when it will close (RFC 2068 section 19.7.1) is left well before.
  const announced = /(?:^|[,\s])timeout=(\d+)/.exec(String(incoming.headers['keep-alive']))?.[1];
  return announced === undefined ? IDLE_MS : Math.min(IDLE_MS, Number(announced) * 500);
}
