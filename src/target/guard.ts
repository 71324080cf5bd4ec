import { Problem } from '../vendor/problem.ts';
import type { Profile } from '../vendor/types.ts';
import { isLoopback } from './base-url.ts';
import type { Environment } from './environment.ts';
import { prefixOf } from './names.ts';

const CONSENT = 'CONFORMANCE_ALLOW_DELETE';

/**
 * The run deletes users: anywhere but on this machine somebody must have said so.
 * @throws Problem with what would happen and how to allow it.
 */
export function checkMayDelete(profile: Profile, url: URL, environment: Environment, allowHazardous: boolean): void {
  const consent = environment[CONSENT]?.trim();
  if (consent !== undefined && consent !== '1')
    throw new Problem(`${CONSENT} must be 1, which allows deletions at any host, or not set: correct or unset it.`);
  if (consent === '1' || isLoopback(url.hostname)) return;
  const host = profile.hosts.production.includes(url.hostname) ? `${profile.title}'s production host` : 'not loopback';
  const hazard = allowHazardous
    ? ' and, with --allow-hazardous, sends requests that may hit users it does not know'
    : '';
  throw new Problem(
    `${prefixOf(profile)}BASE_URL names ${url.hostname}, which is ${host}: the run deletes users there${hazard}. ` +
      `Set ${CONSENT}=1 if that is what you want.`,
  );
}
