import type { UnsignedRequest } from './types.ts';

const named = (name: string) => (line: readonly [string, string]) => line[0].toLowerCase() === name;

/** The same request with other body bytes, or with none. A Content-Length that the draft states is kept true. */
export function withBody(draft: UnsignedRequest, body: Buffer | undefined): UnsignedRequest {
  const isLength = named('content-length');
  const headers = draft.headers
    .filter((line) => body !== undefined || !isLength(line))
    .map((line): readonly [string, string] => (isLength(line) ? [line[0], String(body?.length)] : line));
  const { body: _old, ...rest } = draft;
  return body === undefined ? { ...rest, headers } : { ...rest, headers, body };
}

export function withJson(draft: UnsignedRequest, value: unknown): UnsignedRequest {
  return withBody(draft, Buffer.from(JSON.stringify(value)));
}

/** The same request labelled as another media type, or not labelled at all. */
export function withContentType(draft: UnsignedRequest, value: string | undefined): UnsignedRequest {
  const others = draft.headers.filter((line) => !named('content-type')(line));
  return { ...draft, headers: value === undefined ? others : [...others, ['Content-Type', value]] };
}

/**
 * The draft's body as JSON.
 * @throws Error where it has none: a case is applied to a valid request.
 */
export function parsed(draft: UnsignedRequest): unknown {
  if (draft.body === undefined)
    throw new Error(`${draft.method} ${draft.path}: a case needs a request with a JSON body.`);
  return JSON.parse(draft.body.toString('utf8'));
}
