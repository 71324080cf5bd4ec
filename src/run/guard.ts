import { ExchangeError, type UnsentReason, type WireRequest } from '../http/types.ts';
import { isLoopback } from '../http/host.ts';
import type { Operation } from '../contract/types.ts';
import type { Target } from '../configuration/types.ts';
import type { UsersProfile, Vendor } from '../spec-loader/types.ts';
import type { RunContext } from './context.ts';
import { parametersOf, writtenUrl, type WrittenUrl } from './guard/raw-url.ts';
import { decodings, findingsOfBody, findingsOfForm } from './guard/request-body-findings.ts';
import { findingOfText, hazard, type GuardFinding } from './guard/findings.ts';
import type { Guarded } from './guard/guard-input.ts';
import {
  findingsOfHeaders,
  findingsOfPath,
  furtherQuery,
  isHarmless,
  isMisplacedKey,
} from './guard/request-head-findings.ts';
import { vocabularyOf } from './guard/allowed-names.ts';

const ALLOWING = 'The target is not on loopback; --allow-hazardous sends it all the same.';

const PROVOKING = `a vendor's security team would take it for an attack. ${ALLOWING}`;

/** A request that is about to be sent. */
export interface Outgoing {
  readonly context: RunContext;
  /** That it is sent for; undefined: a phase of the run. */
  readonly requirement: string | undefined;
  /** Of the contract; undefined where it is no operation of it. */
  readonly operation: string | undefined;
  readonly provoking?: boolean;
  /** Whether it was sent before and refused for now. */
  readonly isAgain?: boolean;
}

/**
 * Draws a creation from the budget of users, and refuses what the operator has not allowed.
 * @throws ExchangeError (`unsent`) with its reason, where a request must not be sent
 */
export function refuseUnsafe(request: WireRequest, outgoing: Outgoing): void {
  const { context, requirement, operation, provoking, isAgain = false } = outgoing;
  const { vendor, target, knownIds, allowHazardous, userBudget } = context;
  if (provoking && !target.loopback && !allowHazardous) throw unsent('provoking', PROVOKING);
  const blocked = blockedBecause(request, { vendor, target, known: knownIds, allowHazardous });
  if (blocked?.kind === 'foreign') throw unsent('suite', blocked.because);
  if (blocked) throw unsent('held-back', `${blocked.because} ${ALLOWING}`);
  // Last, for what is not sent creates nobody. Sent again it names the same user, unless the target chooses the id.
  const isCreation = operation !== undefined && operation === creatingOperation(vendor.profile.users);
  // What is left depends on the other requirements, so a recorded run keeps the answer.
  const isSameUser = isAgain && !vendor.profile.users.create.some(({ id }) => id !== undefined);
  if (isCreation && !isSameUser && !context.shared.now('creation', true, () => userBudget.draw(requirement)))
    throw unsent('no-user', `${vendor.profile.env}_MAX_USERS (${userBudget.limit}) allows no further user.`);
}

/**
 * Why a request must not be sent (D12); undefined where it may. It does not rely on the checks: a request may name only
 * this run's users, however a server parses it. A request that could affect other users by its nature, or whose ids are
 * not provably ours, is sent only to loopback or with `--allow-hazardous`.
 */
export function blockedBecause(request: WireRequest, guarded: Guarded): GuardFinding | undefined {
  const host = otherHost(request.url, guarded.target);
  if (isFurtherCall(request, guarded)) return undefined;
  if (host !== undefined) return { kind: 'foreign', because: `${host} is not the target's host.` };
  const base = writtenUrl(guarded.target.baseUrl);
  const url = writtenUrl(request.url);
  const path = url.path.startsWith(base.path) ? url.path.slice(base.path.length) : undefined;
  if (path !== undefined && isHarmlessCall(request, { ...url, path }, guarded)) return undefined;
  const findings = findingsOf(request, { ...url, path: path ?? url.path }, guarded);
  const foreign = findings.find(({ kind }) => kind === 'foreign');
  if (foreign) return foreign;
  return guarded.target.loopback || guarded.allowHazardous ? undefined : findings[0];
}

/** The host that is not the target's. Its scheme may differ: plain HTTP to the same host is how clear text is tried. */
function otherHost(url: string, target: Target): string | undefined {
  const [asked, own] = [new URL(url), new URL(target.baseUrl)];
  if (asked.host === own.host) return undefined;
  // Names of the loopback that differ are the same machine; ports are other servers.
  const isSameMachine = target.loopback && isLoopback(asked.hostname) && asked.port === own.port;
  return isSameMachine ? undefined : asked.host;
}

/** Whether a further host is sent exactly one of the calls that it is named for; anything else is refused there. */
function isFurtherCall(request: WireRequest, guarded: Guarded): boolean {
  const { path, query } = writtenUrl(request.url);
  return (guarded.target.further ?? []).some(({ baseUrl, operations }) => {
    const base = writtenUrl(baseUrl);
    const behind = { path: path.slice(base.path.length), query: withoutPairs(query, base.query) };
    if (new URL(request.url).origin !== new URL(baseUrl).origin || !path.startsWith(base.path)) return false;
    return isHarmlessCall(request, behind, guarded, operations);
  });
}

/** A query without the pairs of another: those that a base URL has. */
function withoutPairs(query: string, own: string): string {
  const pairs = new Set(own.split('&'));
  return query
    .split('&')
    .filter((pair) => !pairs.has(pair))
    .join('&');
}

/** Whether a request is exactly one documented call that creates a user or looks at one. */
function isHarmlessCall(
  request: WireRequest,
  { path, query }: WrittenUrl,
  guarded: Guarded,
  allowedHere?: readonly string[],
): boolean {
  const { vendor } = guarded;
  const { harmless, parameters } = vocabularyOf(vendor);
  const matching = [...vendor.contract.operations.values()].filter(
    (one) => one.method.toUpperCase() === request.method && parametersOf(path, one) !== undefined,
  );
  const [operation] = matching;
  if (!operation || matching.length > 1 || !harmless.has(operation.id)) return false;
  if (allowedHere && !allowedHere.includes(operation.id)) return false;
  const allowed = parameters.get(operation.id) ?? [];
  return (
    (parametersOf(path, operation) ?? []).every(isOneSegment) &&
    furtherQuery(query, guarded).every((pair) => allowed.includes(pair.split('=', 1)[0] ?? '')) &&
    request.headers.every((line) => isHarmless(line, guarded)) &&
    (operation.requestBody !== undefined || (request.body?.length ?? 0) === 0)
  );
}

/** Whether a path parameter stays one, no matter who decodes it how often. */
function isOneSegment(parameter: string): boolean {
  return decodings(parameter).every((one) => !/[\\/;?#\0]/.test(one) && !/^\.{1,2}$/.test(one));
}

/** What a path parameter of the deletion could name, no matter who decodes it how often. */
function findingsOfParameter(parameter: string, { known }: Guarded): GuardFinding[] {
  const named = decodings(parameter).flatMap((one) => findingOfText(one, known) ?? []);
  return isOneSegment(parameter) ? named : [...named, hazard(`the path parameter ${parameter}`)];
}

/** What each parameter of the deletion's path is in every deletion; undefined where it names a user. */
function constantSegments({ path }: Operation, { profile }: Vendor): (string | undefined)[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => profile.deletion.path?.[name]);
}

/** Whether the parameter of the query that names the user is missing. */
function namesNobody(query: string, { profile }: Vendor): boolean {
  const { ids } = profile.deletion;
  if (typeof ids === 'string' || !('query' in ids)) return false;
  return !query.split('&').some((pair) => decodings(pair.split('=', 1)[0] ?? '').includes(ids.query));
}

/** All that must not simply be sent, in a request that is guarded as the deletion. */
function findingsOf(request: WireRequest, { path, query }: WrittenUrl, guarded: Guarded): GuardFinding[] {
  const { vendor, known } = guarded;
  const deletion = vendor.contract.operations.get(vendor.profile.deletion.operation);
  const parameters = deletion && parametersOf(path, deletion);
  const isDeletionPath = deletion !== undefined && parameters !== undefined;
  const isDeletion = isDeletionPath && request.method === deletion.method.toUpperCase();
  const constants = deletion ? constantSegments(deletion, vendor) : [];
  const { query: pairs } = vocabularyOf(vendor).constants;
  return [
    ...(isDeletion ? [] : [hazard(isDeletionPath ? `${request.method} on the path of the deletion` : 'another path')]),
    ...(isDeletionPath ? [] : findingsOfPath(path, guarded)),
    ...(parameters ?? []).flatMap((one, at) => (one === constants[at] ? [] : findingsOfParameter(one, guarded))),
    ...(isDeletion && namesNobody(query, vendor) ? [hazard('a deletion that names nobody')] : []),
    ...furtherQuery(query, guarded).flatMap((pair) =>
      isMisplacedKey(pair, guarded) ? hazard('a key in the query') : findingsOfForm(pair, vendor, known, pairs),
    ),
    ...findingsOfHeaders(request.headers, guarded),
    ...findingsOfBody(request, vendor, known),
  ];
}

/** The operation that creates the user: the one whose response contains the id, else the first one. */
function creatingOperation({ create }: UsersProfile): string | undefined {
  return (create.find(({ id }) => id !== undefined) ?? create[0])?.operation;
}

function unsent(reason: UnsentReason, why: string): ExchangeError {
  return new ExchangeError('unsent', `The request was not sent: ${why}`, 0, reason);
}
