import leven from 'leven';
import { didYouMean, nearest, ConfigurationError } from '../errors.ts';
import type { Profile } from '../spec-loader/types.ts';
import type { Environment } from './environment.ts';
import { enumerate, knownNames, nameAndVerb, prefixOf, RUN_NAMES } from './variables.ts';

/**
 * Refuses `CONFORMANCE_` names that nobody reads, and known ones that are empty.
 * @throws ConfigurationError that names the variable, never its value.
 */
export function checkRunNames(environment: Environment): void {
  const known: readonly string[] = RUN_NAMES;
  for (const name of setNames(environment))
    if (/^CONFORMANCE_/i.test(name) && !known.includes(name))
      throw new ConfigurationError(
        `${name} is not a variable of this suite${didYouMean(name, known) || '.'} ` +
          `Known are ${enumerate(known)}: rename or unset it.`,
      );
  checkNotEmpty(environment, known);
}

/**
 * Refuses a vendor's variables that are empty, and names that miss a known one by little. Other names with the vendor's
 * prefix belong to somebody's application and are left alone.
 * @throws ConfigurationError that names the variable, never its value.
 */
export function checkVendorNames(profile: Profile, environment: Environment): void {
  const known = knownNames(profile);
  checkNotEmpty(environment, known);
  const prefix = prefixOf(profile);
  for (const name of setNames(environment)) {
    if (!name.toUpperCase().startsWith(prefix) || known.includes(name)) continue;
    // Without the prefix: it would make everything look alike.
    const near = nearest(
      name.slice(prefix.length),
      known.map((one) => one.slice(prefix.length)),
    );
    if (near !== undefined && environment[prefix + near] === undefined)
      throw new ConfigurationError(
        `${name} is not a variable of this suite, did you mean "${prefix}${near}"? Rename it; ` +
          'if something else needs it, unset it for this run.',
      );
  }
}

/** Letters that a name may miss a known one by: a slip in the prefix, not another name. */
const SLIP = 2;

/**
 * Where nothing is configured: refuses a name that misses one of a vendor's whole names by a slip, such as KNTO_BASE_URL
 * or Knot-Base-Url. Otherwise the sandbox would be judged in its place.
 * @throws ConfigurationError that names the variable, never its value.
 */
export function checkNearNames(vendors: readonly { readonly profile: Profile }[], environment: Environment): void {
  const known = vendors.flatMap(({ profile }) => knownNames(profile)).map((name) => ({ name, plain: plainOf(name) }));
  for (const name of setNames(environment)) {
    const plain = plainOf(name);
    const near = known.find((one) => one.plain.length > 6 && distance(one.plain, plain) <= SLIP);
    if (near !== undefined)
      throw new ConfigurationError(
        `Nothing is configured, but ${name} is set, did you mean "${near.name}"? Rename it, or give --sandbox to judge ` +
          'the embedded sandbox.',
      );
  }
}

/** Case and separators make no other name. */
function plainOf(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** More than a slip where the lengths show it already. */
function distance(one: string, other: string): number {
  return Math.abs(one.length - other.length) > SLIP ? Infinity : leven(one, other);
}

function checkNotEmpty(environment: Environment, known: readonly string[]): void {
  const empty = known.filter((name) => environment[name]?.trim() === '');
  if (empty.length > 0)
    throw new ConfigurationError(
      `${nameAndVerb(empty)} set but empty (a secret that is not available here, as in a pull request from a fork?): ` +
        'give a value, or unset it.',
    );
}

function setNames(environment: Environment): string[] {
  return Object.keys(environment).filter((name) => environment[name] !== undefined);
}
