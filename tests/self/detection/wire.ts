import { ExchangeError, type Transport, type WireRequest, type WireResponse } from '../../../src/http/types.ts';

/** Something between the run and the sandbox. */
export interface Between {
  readonly through: (inner: Transport) => Transport;
}

type Where = (request: WireRequest, response: WireResponse) => boolean;

/** Alters the answers that `where` picks. */
export function altered(where: Where, edit: (response: WireResponse, request: WireRequest) => WireResponse) {
  return (): Between => ({
    through: (inner) => async (request, limits) => {
      const response = await inner(request, limits);
      return where(request, response) ? edit(response, request) : response;
    },
  });
}

/** Answers in place of the sandbox, which never sees the request. */
export function instead(where: (request: WireRequest) => boolean, answer: (request: WireRequest) => WireResponse) {
  return (): Between => ({
    through: (inner) => async (request, limits) => (where(request) ? answer(request) : inner(request, limits)),
  });
}

/** Leaves requests unanswered: what they ask for is done, or not. */
export function unanswered(where: Where, kind: 'timeout' | 'reset', effect: 'done' | 'not done') {
  return (): Between => ({
    through: (inner) => async (request, limits) => {
      if (effect === 'not done' && where(request, answer(0, undefined))) throw lost(kind);
      const response = await inner(request, limits);
      if (where(request, response)) throw lost(kind);
      return response;
    },
  });
}

/** What a client sees that gets no answer, without the wait. */
export function lost(kind: 'timeout' | 'reset'): ExchangeError {
  return new ExchangeError(kind, kind === 'timeout' ? 'No answer came within the limit.' : 'The connection was reset.');
}

/** Whether a request is a deletion as the documents have it. */
export function isDeletion({ method, url }: WireRequest): boolean {
  return method === 'POST' && /\/user(?:\/delete|-deletions)$/.test(new URL(url).pathname);
}

/** Answers to deletions with this status. */
export function deletionsWith(...statuses: number[]): Where {
  return (request, { status }) => isDeletion(request) && statuses.includes(status);
}

/** An answer with a JSON body. */
export function answer(status: number, body: unknown, headers: WireResponse['headers'] = JSON_LABEL): WireResponse {
  const bytes = body === undefined ? '' : JSON.stringify(body);
  return { status, headers, body: Buffer.from(bytes), truncated: false, durationMs: 1 };
}

/** A page for people, as a proxy or a framework writes it. */
export function page(status: number, text: string): WireResponse {
  const body = Buffer.from(`<!DOCTYPE html><html><body><h1>${text}</h1></body></html>`);
  return { ...answer(status, undefined, [['content-type', 'text/html; charset=utf-8']]), body };
}

const JSON_LABEL = [['content-type', 'application/json']] as const;

/** The same answer with that header, in place of others of the name; undefined takes it away. */
export function withHeader(response: WireResponse, name: string, value: string | undefined): WireResponse {
  const others = response.headers.filter(([given]) => given.toLowerCase() !== name.toLowerCase());
  return { ...response, headers: value === undefined ? others : [...others, [name, value]] };
}

/** The same answer with other body bytes. */
export function withBytes(response: WireResponse, body: string | Buffer): WireResponse {
  return { ...response, body: Buffer.from(body) };
}

/** The same answer with what `edit` makes of its JSON. */
export function withJson(response: WireResponse, edit: (value: never) => unknown): WireResponse {
  return withBytes(response, JSON.stringify(edit(JSON.parse(response.body.toString()) as never)));
}
