import { deletionBody, leastBody, type Siblings } from '../contract/deletion-body.ts';
import { isForm } from '../contract/form.ts';
import { idsPlaceOf, type IdsPlace } from '../contract/ids-place.ts';
import type { UnsignedRequest } from '../contract/cases/types.ts';
import type { Operation } from '../contract/types.ts';
import { PLACEHOLDER } from '../spec-loader/id-templates.ts';
import type { Vendor } from '../spec-loader/types.ts';
import type { Authenticators } from '../configuration/types.ts';
import type { WireRequest } from '../http/types.ts';
import { NotJudgedError } from './not-judged-error.ts';
import { suiteError, notRun } from '../verdict/not-judged.ts';

/** What a request of an operation carries. */
export interface Carried {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  /** In the place of the usual fields of these names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An operation of the contract, which the loader has found there.
 * @throws NotJudgedError (`error`) where it is missing all the same.
 */
export function operationOf({ contract }: Vendor, id: string): Operation {
  const operation = contract.operations.get(id);
  if (operation) return operation;
  throw new NotJudgedError(suiteError(`profile.yaml: the contract has no operation "${id}".`));
}

/**
 * A request of an operation, unsigned.
 * @throws NotJudgedError (`error`) for a path parameter without a value.
 */
export function requestOf(
  operation: Operation,
  { path = {}, query = {}, body, headers = {} }: Carried,
): UnsignedRequest {
  const filled = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = path[name];
    if (value !== undefined) return percent(value);
    throw new NotJudgedError(suiteError(`profile.yaml: ${operation.id} gets no value for {${name}} of its path.`));
  });
  const pairs = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${percent(name)}=${percent(value)}`),
  );
  const draft = {
    method: operation.method.toUpperCase(),
    path: pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled,
  };
  const given = Object.entries(headers);
  const isGiven = (name: string) => given.some(([one]) => one.toLowerCase() === name.toLowerCase());
  const fields = (...usual: (readonly [string, string])[]) => [...usual.filter(([name]) => !isGiven(name)), ...given];
  const accept = ['Accept', 'application/json'] as const;
  if (body === undefined) return { ...draft, headers: fields(accept) };
  const mediaType = typeOf(operation);
  const text = isForm(operation) ? formOf(body) : JSON.stringify(body);
  return { ...draft, headers: fields(['Content-Type', mediaType], accept), body: Buffer.from(text) };
}

/** What a body is labelled: as documented, but a range is no label (RFC 9110, section 8.3). */
function typeOf({ requestBody }: Operation): string {
  const documented = requestBody?.mediaType ?? JSON_TYPE;
  return documented.includes('*') ? JSON_TYPE : documented;
}

/** The members of an object as the pairs of a form; a list is a pair for each element. */
function formOf(body: unknown): string {
  const pairs = Object.entries(body as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
    [value].flat().map((one) => `${percent(name)}=${percent(typeof one === 'string' ? one : JSON.stringify(one))}`),
  );
  return pairs.join('&');
}

const JSON_TYPE = 'application/json';

/**
 * A valid deletion that names these ids; what is next to them is made from the contract's schema, where no siblings
 * are given.
 * @throws NotJudgedError (`error`) where the contract has no place for them.
 */
export function deletionRequest(vendor: Vendor, ids: readonly string[], siblings: Siblings = {}): UnsignedRequest {
  const { deletion } = vendor.profile;
  const operation = operationOf(vendor, deletion.operation);
  const place = idsPlaceOf(deletion, operation);
  const { path, query } = deletion;
  const around = { ...(path ? { path } : {}), ...(query ? { query } : {}) };
  if (place.in === 'body')
    return requestOf(operation, {
      ...around,
      body: bodyNaming(operation, place, ids, { ...constantSiblings(vendor), ...siblings }),
    });
  const body = operation.requestBody?.required ? { body: leastBody(operation.requestBody.schema) } : {};
  if (place.in === 'path')
    return requestOf(operation, { ...around, path: { ...path, [place.name]: ids[0] ?? '' }, ...body });
  return requestOf(operation, {
    ...around,
    query: { ...query, [place.name]: place.many ? ids : (ids[0] ?? '') },
    ...body,
  });
}

/** Siblings that are the same in every deletion. */
function constantSiblings({ profile }: Vendor): Siblings {
  const all = Object.entries(profile.deletion.siblings ?? {});
  return Object.fromEntries(all.filter(([, value]) => typeof value !== 'string' || value.search(PLACEHOLDER) < 0));
}

function bodyNaming(
  operation: Operation,
  place: IdsPlace & { in: 'body' },
  ids: readonly string[],
  siblings: Siblings,
): unknown {
  try {
    return deletionBody(operation, place, ids, siblings);
  } catch {
    throw new NotJudgedError(suiteError(`profile.yaml: ${operation.id} has no place "${place.pointer}" for the ids.`));
  }
}

/**
 * How a tenant signs; nothing for the target's own, whose credentials are the default.
 * @throws NotJudgedError (`not-run`) where the second tenant is not configured.
 */
export function signedBy(
  tenant: 'own' | 'other',
  authenticators: Authenticators,
  env: string,
): { sign?: (request: WireRequest) => WireRequest } {
  if (tenant === 'own') return {};
  const { other } = authenticators;
  if (other) return { sign: (request) => other.sign(request) };
  const message = `This needs a second tenant: set the ${env}_OTHER_… variables to its credentials.`;
  throw new NotJudgedError(notRun('no-second-tenant', message));
}

/** Stricter than encodeURIComponent: OAuth 1.0a (RFC 5849, 3.6) leaves fewer characters as they are. */
function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
