import type { WireRequest } from '../http/types.ts';

/** The request with this field line, in the place of any other line of that name. */
export function withHeader(request: WireRequest, name: string, value: string): WireRequest {
  const others = request.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: [...others, [name, value]] };
}

/** The request with this Authorization value (RFC 9110, 11.6.2). */
export const withAuthorization = (request: WireRequest, value: string) => withHeader(request, 'Authorization', value);
