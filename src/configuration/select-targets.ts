import { didYouMean, ConfigurationError } from '../errors.ts';
import type { Profile } from '../spec-loader/types.ts';
import { ciVariable } from './continuous-integration.ts';
import { isDebugging } from './debug.ts';
import type { Environment } from './environment.ts';
import { credentialNames, enumerate, knownNames, nameAndVerb, prefixOf } from './variables.ts';
import { checkNearNames, checkRunNames, checkVendorNames } from './variable-names.ts';
import { readTarget } from './read-target.ts';
import type { Target } from './types.ts';

/** A vendor by the name of its folder. */
export interface NamedProfile {
  readonly name: string;
  readonly profile: Profile;
}

export interface SelectionOptions {
  readonly environment: Environment;
  readonly profiles: readonly NamedProfile[];
  /** Names given with `--vendor`; empty: every vendor. */
  readonly vendors: readonly string[];
  /** Whether `--sandbox` was given. */
  readonly sandbox: boolean;
  readonly hasSandbox: (vendor: string) => boolean;
  readonly allowHazardous: boolean;
}

/** What a run judges: the embedded sandboxes, or what the operator configured, never both. */
export type Selection =
  | {
      readonly kind: 'sandbox';
      readonly vendors: string[];
      /** Vendors that have no sandbox. */
      readonly leftOut: string[];
      /** Why it is the sandbox, where nobody asked for it. */
      readonly note?: string;
    }
  | { readonly kind: 'configured'; readonly targets: Target[] };

/**
 * Decides what is judged. A target that is configured in part, or with a slip, is refused and never replaced by the
 * sandbox: a green sandbox would be taken for a green target.
 * @throws ConfigurationError with one sentence: what happened, which variable, what to do. Never a value.
 */
export function readTargets(options: SelectionOptions): Selection {
  const { environment, profiles, allowHazardous } = options;
  const chosen = choose(profiles, options.vendors);
  checkRunNames(environment);
  isDebugging(environment);
  if (options.sandbox) return sandboxes(chosen, options);
  for (const { profile } of chosen) checkVendorNames(profile, environment);
  const configured = profiles.filter(({ profile }) => isTouched(profile, environment));
  if (configured.length === 0) return unconfigured(chosen, options);
  const missing = options.vendors.length > 0 ? chosen.filter((one) => !configured.includes(one)) : [];
  if (missing.length > 0)
    throw new ConfigurationError(
      `--vendor ${enumerate(names(missing))} was asked for, but only ${nameAndVerb(names(configured))} configured: ` +
        `set ${needed(missing)}, or leave --vendor out.`,
    );
  const judged = chosen.filter((one) => configured.includes(one));
  const targets = judged.map(({ name, profile }) =>
    readTarget(profile, environment, 'configured', name, allowHazardous),
  );
  return { kind: 'configured', targets };
}

function choose(profiles: readonly NamedProfile[], wanted: readonly string[]): readonly NamedProfile[] {
  const known = names(profiles);
  for (const name of wanted)
    if (!known.includes(name))
      throw new ConfigurationError(
        `--vendor ${name} is unknown${didYouMean(name, known) || '.'} Known are ${enumerate(known)}.`,
      );
  return wanted.length === 0 ? profiles : profiles.filter(({ name }) => wanted.includes(name));
}

function unconfigured(chosen: readonly NamedProfile[], options: SelectionOptions): Selection {
  checkNearNames(chosen, options.environment);
  const ci = ciVariable(options.environment);
  if (ci !== undefined)
    throw new ConfigurationError(
      `Nothing is configured, and in CI (the variable ${ci} is set) the target must be set: set ${needed(chosen)}, ` +
        'or give --sandbox.',
    );
  const variables = chosen.map((one) => `  ${needed([one])}`);
  return {
    ...sandboxes(chosen, options),
    note: [
      'Nothing is configured, so the embedded sandbox is judged: a reference implementation, no server of yours.',
      'To judge your own, set its base URL and credentials, here or in a file named .env:',
      ...variables,
      'Then call the same command again; with --dry-run it first lists what it would send.',
    ].join('\n'),
  };
}

function sandboxes(chosen: readonly NamedProfile[], { vendors, hasSandbox }: SelectionOptions) {
  const having = chosen.filter(({ name }) => hasSandbox(name));
  const lacking = chosen.filter((one) => !having.includes(one));
  // A vendor that is asked for by name is not left out on the quiet.
  if (lacking.length > 0 && (vendors.length > 0 || having.length === 0))
    throw new ConfigurationError(
      `There is no sandbox of ${enumerate(names(lacking))}: set ${needed(lacking)} to judge a target.`,
    );
  return { kind: 'sandbox' as const, vendors: names(having), leftOut: names(lacking) };
}

/** Whether anything of a vendor is set; that it is too little is for its target to state. */
function isTouched(profile: Profile, environment: Environment): boolean {
  return knownNames(profile).some((name) => environment[name] !== undefined);
}

/** The variables that make a target of each vendor. */
function needed(vendors: readonly NamedProfile[]): string {
  const variables = ({ profile }: NamedProfile) =>
    enumerate([`${prefixOf(profile)}BASE_URL`, ...credentialNames(profile, 'own').required]);
  return vendors.map(variables).join(', or ');
}

function names(vendors: readonly NamedProfile[]): string[] {
  return vendors.map(({ name }) => name);
}
