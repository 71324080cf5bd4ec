import type { Claimable } from '../spec-loader/case-coverage.ts';
import { generateKeyPairSync } from 'node:crypto';
import type { Credentials } from '../auth/credentials.ts';
import { createAuthenticator } from '../auth/index.ts';
import { CHECKS } from '../checks/index.ts';
import { loadVendor } from '../spec-loader/load.ts';
import { vendorNames } from '../spec-loader/requirement-list.ts';
import type { AuthConfig, Vendor } from '../spec-loader/types.ts';

/**
 * Every vendor of a folder, in alphabetical order.
 * @param directory holds one folder per vendor
 * @param seed of the generated cases
 * @throws ConfigurationError that names file and line of whatever is wrong in them
 */
export async function loadVendors(directory: string, seed: number): Promise<Vendor[]> {
  return Promise.all(vendorNames(directory).map((name) => loadOne(directory, name, seed)));
}

/** One vendor of a folder; parameters and errors as those of {@link loadVendors}. */
export function loadOne(directory: string, name: string, seed: number): Promise<Vendor> {
  return loadVendor(name, { directory, checks: CHECKS, invalidCredentials: claimableCredentials, seed });
}

/** The invalid credentials of a scheme as requirements claim them: those of made-up ones, for names do not depend on values. */
function claimableCredentials(auth: AuthConfig): Omit<Claimable, 'conforms'>[] {
  const { invalidCredentials } = createAuthenticator(
    auth,
    madeUp(auth.scheme),
    undefined,
    { now: () => 0 },
    'names only',
  );
  return invalidCredentials.map(({ name, provoking }) => ({ name, ...(provoking ? { provoking } : {}) }));
}

function madeUp(scheme: AuthConfig['scheme']): Credentials {
  const word = 'made-up-Letters-of-both-cases';
  switch (scheme) {
    case 'basic':
      return { scheme, id: word, secret: word, names: { id: 'ID', secret: 'SECRET' } };
    case 'bearer':
      return { scheme, token: word, names: { token: 'TOKEN' } };
    case 'apiKey':
      return { scheme, key: word, names: { key: 'KEY' } };
    case 'oauth1':
      return {
        scheme,
        consumerKey: word,
        privateKeyPem: anyKey(),
        names: { consumerKey: 'CONSUMER_KEY', privateKeyPem: 'SIGNING_KEY' },
      };
  }
}

/** Signs nothing, so it may be of the kind that is made at once. */
function anyKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
