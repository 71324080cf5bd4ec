import type { SchemeConfig } from '../../../src/auth/schemes.ts';
import type { Profile } from '../../../src/spec-loader/types.ts';
import {
  readTargets,
  readTarget,
  type Selection,
  type SelectionOptions,
  type Target,
} from '../../../src/configuration/index.ts';
import { ConfigurationError } from '../../../src/errors.ts';

/** What the reading of variables needs to know of a vendor; the rest of a profile plays no part in it. */
export function profileOf(env: string, auth: SchemeConfig, deadlineMs = 5000): Profile {
  return {
    title: env,
    env,
    hosts: { production: ['production.vendor.example'], sandbox: [] },
    auth,
    deletion: { deadlineMs },
  } as unknown as Profile;
}

export const knot = profileOf('KNOT', { scheme: 'basic' });
export const mastercard = profileOf('MASTERCARD', { scheme: 'oauth1' }, 86_400_000);
export const pigeon = profileOf('PIGEON', { scheme: 'bearer' });

const PROFILES = [
  { name: 'knot', profile: knot },
  { name: 'mastercard', profile: mastercard },
  { name: 'pigeon', profile: pigeon },
];

export const SECRET = 'a-secret-nobody-may-see';

/** A complete target of the first vendor. */
export const KNOT = { KNOT_BASE_URL: 'http://127.0.0.1:8080', KNOT_CLIENT_ID: 'client', KNOT_SECRET: SECRET };
export const PIGEON = { PIGEON_BASE_URL: 'http://127.0.0.1:8081', PIGEON_TOKEN: 'another-secret-nobody-may-see' };

type Variables = Readonly<Record<string, string | undefined>>;

/** The third vendor has no sandbox. */
export function select(environment: Variables, options: Partial<SelectionOptions> = {}): Selection {
  return readTargets({
    environment,
    profiles: PROFILES,
    vendors: [],
    sandbox: false,
    hasSandbox: (vendor) => vendor !== 'pigeon',
    allowHazardous: false,
    ...options,
  });
}

export const target = (environment: Variables = {}, profile = knot): Target =>
  readTarget(profile, { ...(profile === knot ? KNOT : {}), ...environment }, 'configured', profile.env.toLowerCase());

/** The one sentence with which something is refused. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('it was accepted');
}
