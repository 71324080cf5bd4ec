import type { Claimable } from '../spec-loader/case-coverage.ts';
import { createAuthenticator } from '../auth/index.ts';
import { schemeOf, type SchemeConfig } from '../auth/schemes.ts';
import { CHECKS } from '../checks/index.ts';
import { loadVendor } from '../spec-loader/load.ts';
import { vendorNames } from '../spec-loader/requirement-list.ts';
import type { Vendor } from '../spec-loader/types.ts';

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
export function claimableCredentials(auth: SchemeConfig): Omit<Claimable, 'conforms'>[] {
  const { invalidCredentials } = createAuthenticator(
    auth,
    schemeOf(auth).standIn({}, () => 'made-up-Letters-of-both-cases', false),
    undefined,
    { now: () => 0 },
    'names only',
  );
  return invalidCredentials.map(({ name, provoking }) => ({ name, ...(provoking ? { provoking } : {}) }));
}
