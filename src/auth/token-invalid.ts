import type { WireRequest } from '../http/types.ts';
import { misplaced, misplacedSecrets, type RightPlace } from './misplaced.ts';
import { similarSecrets } from './similar-values.ts';
import { derivedSecrets } from './derived-secrets.ts';
import type { InvalidCredentials, Secret } from './types.ts';

/** How a scheme of one opaque value (a Bearer token, an API key) is broken. */
export interface TokenScheme {
  readonly token: string;
  /** Name of the environment variable it came from. */
  readonly variable: string;
  /** What the second tenant holds, if there is one: never sent by a set of invalid credentials. */
  readonly other: { readonly token: string; readonly variable: string } | undefined;
  /** What the value is called: `token`, `key`. */
  readonly noun: string;
  readonly otherScheme: { readonly description: string; sign(request: WireRequest): WireRequest };
  /** Where it belongs. */
  readonly place: RightPlace;
  /** Adds a value to a request in the place of the right one. */
  present(request: WireRequest, token: string): WireRequest;
}

/** The invalid credentials of one opaque value; none is a value that either tenant holds. */
export function tokenInvalidCredentials(scheme: TokenScheme, source: string): InvalidCredentials[] {
  const { noun, otherScheme } = scheme;
  const invalid = (
    variant: string,
    description: string,
    sign: (request: WireRequest) => WireRequest,
  ): InvalidCredentials => ({
    name: `credentials.${variant}`,
    description,
    needsOtherTenant: false,
    sign,
  });
  const descriptions = {
    wrong: `a wrong ${noun} of the same length`,
    empty: `an empty ${noun}`,
    truncated: `the ${noun} without its end`,
    lengthened: `the ${noun} with one more character`,
    'other-case': `the ${noun} in the other case`,
  };
  const values: Readonly<Record<string, string | undefined>> = valuesOf(scheme, source);
  return [
    invalid('none', 'no credentials', (request) => request),
    invalid('other-scheme', otherScheme.description, (request) => otherScheme.sign(request)),
    ...Object.entries(descriptions).flatMap(([variant, description]) => {
      const value = values[variant];
      return value === undefined ? [] : [invalid(variant, description, (request) => scheme.present(request, value))];
    }),
    ...misplaced(scheme.token, noun, scheme.place),
  ];
}

/** The value, the near misses of it that are sent, and the other tenant's. */
export function tokenSecrets(scheme: TokenScheme, source: string): Secret[] {
  const values = valuesOf(scheme, source);
  const own = { name: scheme.variable, value: scheme.token };
  return [
    own,
    ...misplacedSecrets(own),
    ...derivedSecrets(scheme.variable, [values.truncated, values['other-case']]),
    ...(scheme.other ? [{ name: scheme.other.variable, value: scheme.other.token }] : []),
  ];
}

function valuesOf({ token, other }: TokenScheme, source: string) {
  const near = similarSecrets(token, source);
  const choose = (candidates: readonly string[]) =>
    candidates.find((value) => value !== token && value !== other?.token);
  return {
    wrong: choose(near.wrong),
    empty: choose(['']),
    truncated: choose(near.truncated),
    lengthened: choose(near.lengthened),
    'other-case': choose(near.otherCase),
  };
}
