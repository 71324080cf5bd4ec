import { identityLines } from '../../auth/edge-config.ts';
import { KEY_PARAMETERS } from '../../auth/misplaced.ts';
import { callerOf, schemeOf } from '../../auth/schemes.ts';
import type { HeaderLines } from '../../http/types.ts';
import { decodings, findingsOfForm } from './request-body-findings.ts';
import { findingOfText, hazard, type GuardFinding } from './findings.ts';
import type { Guarded } from './guard-input.ts';
import type { Vendor } from '../../spec-loader/types.ts';
import { vocabularyOf } from './allowed-names.ts';

/**
 * Headers of HTTP itself, of the credentials, and by which a request is known again: none of them names a user or turns a
 * request into another one.
 */
const HARMLESS =
  /^(?:accept|accept-(?:charset|encoding|language)|authorization|cache-control|connection|content-(?:length|type|encoding)|date|expect|host|idempotency-key|if-none-match|keep-alive|te|trailer|transfer-encoding|user-agent|x-(?:correlation|request)-id)$/i;

/** Headers that carry an identity by their name. */
const IDENTITY = /user|customer|account|subject|member|person|principal|\bu?id\b|-id$/i;

/** Segments that front ends put before or into a path. */
const COMMON_SEGMENT = /^(?:|\.|\.\.|api|v\d+)$/;

/** The whole path by which front ends ask for health: it names nobody, and no other path with that word is it. */
const HEALTH = '/health';

/** Findings for the headers: another user that one could name, or another request that one could turn this into. */
export function findingsOfHeaders(headers: HeaderLines, guarded: Guarded): GuardFinding[] {
  return headers
    .filter((line) => !isHarmless(line, guarded))
    .flatMap(([name, value]) => {
      const named = decodings(value).flatMap((one) => findingOfText(one, guarded.known) ?? []);
      const isSuspect = IDENTITY.test(name) && !namesCaller([name, value], guarded);
      const foreign = isSuspect ? named.filter(({ kind }) => kind === 'foreign') : [];
      return [...foreign, hazard(`the header ${name}`)];
    });
}

/** Whether a line is one of the profile's that names the caller, who is the target's own client and no user. */
function namesCaller([name, value]: readonly [string, string], { vendor, target }: Guarded): boolean {
  if (vendor.profile.auth.identityHeaders?.[name] === undefined) return false;
  const caller = callerOf(target.credentials);
  if (caller === undefined) return false;
  return identityLines(vendor.profile.auth, caller).some(([given, own]) => given === name && own === value);
}

/** Whether a header line cannot matter: one of HTTP, of the operator, of the contract, or of the credentials. */
export function isHarmless([name, value]: readonly [string, string], { vendor, target }: Guarded): boolean {
  const { auth, requestHeaders = [] } = vendor.profile;
  const documented = [...requestHeaders, ...schemeOf(auth).placesOf(auth).headers];
  const isNamed = (given: string): boolean => given.toLowerCase() === name.toLowerCase();
  if (HARMLESS.test(name) || documented.some(isNamed)) return true;
  return target.headers.some(([given, own]) => isNamed(given) && own === value);
}

/** What the segments of a path could name, decoded once and twice, case and matrix parameters left aside. */
export function findingsOfPath(path: string, { vendor, known }: Guarded): GuardFinding[] {
  if (path === HEALTH) return [];
  return decodings(path)
    .flatMap((one) => one.split(/[\\/]/))
    .flatMap((segment) => {
      const [name = '', ...matrix] = segment.split(';');
      const parameters = matrix.flatMap((parameter) => findingsOfForm(parameter, vendor, known));
      if (isSegment(name, vendor)) return parameters;
      const finding = spellsSegments(name, vendor) ? hazard(`the segment ${name}`) : findingOfText(name, known);
      return [...(finding ? [finding] : []), ...parameters];
    });
}

/** Whether a segment is one of documented paths, or one that front ends put there. */
function isSegment(name: string, vendor: Vendor): boolean {
  const plain = name.toLowerCase().replace(/\.(?:json|xml)$/, '');
  return vocabularyOf(vendor).segments.has(plain) || COMMON_SEGMENT.test(plain);
}

/** Whether a segment is percent-encoded and means documented ones: nobody's id is written so. */
function spellsSegments(name: string, vendor: Vendor): boolean {
  return decodings(name).some((one) => one !== name && one.split(/[\\/;]/).every((part) => isSegment(part, vendor)));
}

/** The pairs of a query that the target's own base URL, the credentials and the caller's name do not account for. */
export function furtherQuery(query: string, { vendor, target }: Guarded): string[] {
  const { auth } = vendor.profile;
  const own = new Set((target.baseUrl.split('?', 2)[1] ?? '').split('&'));
  const { query: parameter, callerInQuery } = schemeOf(auth).placesOf(auth);
  const credential = parameter === undefined ? undefined : `${encodeURIComponent(parameter)}=`;
  const caller = callerInQuery && `${callerInQuery}=${encodeURIComponent(callerOf(target.credentials) ?? '')}`;
  return query
    .split('&')
    .filter((pair) => pair !== '' && !own.has(pair) && pair !== caller)
    .filter((pair) => credential === undefined || !pair.startsWith(credential));
}

/** Whether a pair is the target's own key under a name that no user is named by. */
export function isMisplacedKey(pair: string, { vendor, target }: Guarded): boolean {
  const { auth, deletion } = vendor.profile;
  const { ids } = deletion;
  const [name = '', value] = pair.split('=', 2);
  const names = [...KEY_PARAMETERS, ...schemeOf(auth).placesOf(auth).headers].map(encodeURIComponent);
  const namesUsers = typeof ids === 'object' && 'query' in ids && encodeURIComponent(ids.query) === name;
  if (!names.includes(name) || namesUsers) return false;
  return schemeOf(target.credentials)
    .secretsOf(target.credentials)
    .some((own) => value === encodeURIComponent(own.value));
}
