import { ConfigurationError } from '../errors.ts';
import type { Profile } from '../spec-loader/types.ts';
import { comparable, isLoopback } from '../http/host.ts';
import type { Environment } from './environment.ts';

const CONSENT = 'CONFORMANCE_ALLOW_DELETE';
const PRODUCTION_CONSENT = 'CONFORMANCE_ALLOW_PRODUCTION';

/**
 * The run deletes users: anywhere but on this machine the operator must have allowed it.
 * @throws ConfigurationError with what would happen and how to allow it.
 */
export function requireConsent(
  profile: Profile,
  { variable, url }: { readonly variable: string; readonly url: URL },
  environment: Environment,
  allowHazardous: boolean,
): void {
  const consent = environment[CONSENT]?.trim();
  if (consent !== undefined && consent !== '1')
    throw new ConfigurationError(
      `${CONSENT} must be 1, which allows deletions at any host, or not set: correct or unset it.`,
    );
  const isProduction = isProductionHost(profile, url);
  if ((consent === '1' && !isProduction) || isLoopback(url.hostname)) return;
  if (consent === '1' && environment[PRODUCTION_CONSENT]?.trim() === url.hostname) return;
  const host = isProduction ? `${profile.title}'s production host` : 'not loopback';
  const hazard = allowHazardous ? ' and, with --allow-hazardous, sends requests that may affect other users' : '';
  throw new ConfigurationError(
    `${variable} names ${url.hostname}, which is ${host}: the run deletes users there${hazard}. ` +
      (isProduction
        ? `Set ${CONSENT}=1 and ${PRODUCTION_CONSENT}=${url.hostname} if that is what you want; it then deletes only offered users.`
        : `Set ${CONSENT}=1 if that is what you want.`),
  );
}

/** Whether the vendor's real users live there. */
export function isProductionHost({ hosts }: Profile, { hostname }: URL): boolean {
  return hosts.production.map(comparable).includes(comparable(hostname));
}
