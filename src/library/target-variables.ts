import { knownNames, prefixOf } from '../configuration/variables.ts';
import { ConfigurationError, didYouMean } from '../errors.ts';
import type { Profile } from '../spec-loader/types.ts';

/**
 * A target of a vendor: the variables of `.env.example` without the vendor's prefix, in camel case (`KNOT_CLIENT_ID` is
 * `clientId`, `KNOT_OTHER_SECRET` is `otherSecret`).
 */
export type TargetDescription = Readonly<Record<string, string | number>> & { readonly baseUrl?: string };

/**
 * The variables that describe a target.
 * @throws ConfigurationError for a property that means nothing, with the nearest that does
 */
export function targetVariables(profile: Profile, target: TargetDescription): Record<string, string> {
  const prefix = prefixOf(profile);
  const names = new Map(knownNames(profile).map((name) => [camelCase(name.slice(prefix.length)), name]));
  const variables: Record<string, string> = {};
  for (const [property, value] of Object.entries(target)) {
    const name = names.get(property);
    if (name === undefined)
      throw new ConfigurationError(
        `target.${property} is unknown${didYouMean(property, names.keys()) || `: known are ${[...names.keys()].join(', ')}.`}`,
      );
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new ConfigurationError(`target.${property} must be a string or a number.`);
    variables[name] = String(value);
  }
  return variables;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
