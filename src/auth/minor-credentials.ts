import type { WireRequest } from '../http/types.ts';
import { identityLines, type EdgeConfig } from './edge-config.ts';
import type { InvalidCredentials } from './types.ts';
import { withHeader } from './with-header.ts';

/** Invalid credentials that are one of many near forms, and can always be tried. */
export type Minor = InvalidCredentials & { sign(request: WireRequest): WireRequest };

/** What else may be stated about invalid credentials. */
export type More = Partial<Omit<InvalidCredentials, 'name' | 'description' | 'sign'>>;

/** Of what a vendor's security team would take for an attack. */
export const PROVOKING = { provoking: true } as const;

/** The lines by which a proxy states that a request comes from its own machine, where health checks come from. */
const LOCAL_ORIGIN: readonly (readonly [string, string])[] = [
  ...['X-Forwarded-For', 'X-Real-IP', 'X-Client-IP', 'Client-IP', 'True-Client-IP'].map(
    (name) => [name, '127.0.0.1'] as const,
  ),
  ['Forwarded', 'for=127.0.0.1'],
];

/** No credentials, but what a gateway or a session would have instead of them (A36). */
export function forgedIdentity(config: EdgeConfig, caller: string): Minor[] {
  const lines = [...identityLines(config, caller), ...LOCAL_ORIGIN];
  const unsigned = (request: WireRequest) => request;
  return [
    minor(
      'forged.identity-headers',
      'no credentials, but the headers by which a gateway names the caller, or its own machine',
      (request) => lines.reduce((all, [name, value]) => withHeader(all, name, value), request),
      PROVOKING,
    ),
    minor('forged.session-cookie', 'no credentials, but the cookies that the target has set', unsigned, {
      ...PROVOKING,
      needs: 'cookie',
    }),
  ];
}

/** One of many near forms. */
export function minor(
  variant: string,
  description: string,
  sign: (request: WireRequest) => WireRequest,
  more: More = {},
): Minor {
  return { name: `credentials.${variant}`, description, needsOtherTenant: false, minor: true, ...more, sign };
}
