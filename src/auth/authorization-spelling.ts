import { headerValues } from '../http/message.ts';
import type { WireRequest } from '../http/types.ts';
import { withAuthorization } from './with-header.ts';

/** The request with its Authorization value changed; one without any stays as it is. */
function respelled(request: WireRequest, change: (value: string) => string): WireRequest {
  const [value] = headerValues(request.headers, 'authorization');
  return value === undefined ? request : withAuthorization(request, change(value));
}

/** The authentication scheme in other letters, which mean the same (RFC 9110, 11.1). */
export function withScheme(request: WireRequest, spell: (scheme: string) => string): WireRequest {
  return respelled(request, (value) => value.replace(/^\S+/, spell));
}

/** One parameter of an OAuth header as it is written, the value without its quotes. */
export type WrittenParameter = readonly [name: string, value: string];

/**
 * The parameters of an OAuth 1.0a header written in another way. The signature stays right: RFC 5849, 3.4.1.3.2 sorts the
 * parameters and takes them decoded.
 */
export function withOAuthParameters(
  request: WireRequest,
  write: (parameters: readonly WrittenParameter[]) => readonly WrittenParameter[],
  joint?: string,
): WireRequest {
  return respelled(request, (value) => {
    const [scheme = ''] = value.split(' ', 1);
    if (scheme.toLowerCase() !== 'oauth') return value;
    const found = [...value.matchAll(/([^\s=",]+)="([^"]*)"/g)];
    const parameters = found.map(([, name = '', text = '']): WrittenParameter => [name, text]);
    const between = joint ?? (/"\s*,\s+/.test(value) ? ', ' : ',');
    return `${scheme} ${write(parameters)
      .map(([name, text]) => `${name}="${text}"`)
      .join(between)}`;
  });
}
