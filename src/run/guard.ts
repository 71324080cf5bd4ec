import { valueAt } from '../contract/pointer.ts';
import type { Operation } from '../contract/types.ts';
import { compileSchema } from '../contract/validator.ts';
import type { WireRequest } from '../exchange/types.ts';
import { isLoopback, requestUrl } from '../target/base-url.ts';
import type { Target } from '../target/types.ts';
import { deletionOf } from '../users/requests.ts';
import type { Vendor } from '../vendor/types.ts';
import type { IdRegister } from './id-register.ts';

export interface Guarded {
  readonly vendor: Vendor;
  readonly target: Target;
  readonly register: IdRegister;
  /** `--allow-hazardous`. */
  readonly allowHazardous: boolean;
}

/**
 * Why a request must not be sent (design section 5, rule 12); undefined where it may. It trusts no check: whatever was
 * made of a request, it names nobody whom the run neither created nor was offered, unless nobody can have that id.
 */
export function refusalOf(request: WireRequest, guarded: Guarded): string | undefined {
  const { target, vendor } = guarded;
  const { hostname, pathname } = new URL(request.url);
  // Reading the target has asked for consent where it is not loopback; nothing else may be reached at all.
  const isTarget = target.loopback ? isLoopback(hostname) : hostname === new URL(target.baseUrl).hostname;
  if (!isTarget) return `${hostname} is not the target's host.`;
  const deletion = vendor.contract.operations.get(vendor.profile.deletion.operation);
  if (!deletion || pathname !== new URL(requestUrl(target.baseUrl, deletion.path)).pathname) return undefined;
  const isKnown = (text: string): boolean => guarded.register.knows(text) || !namesSomebody(text);
  const strangers = stringsIn(request).filter((text) => !isKnown(text) && keepsContract(text, vendor, deletion));
  if (strangers.length > 0)
    return `it names ${JSON.stringify(strangers[0])}, whom the run neither created nor was offered.`;
  if (target.loopback || guarded.allowHazardous) return undefined;
  return hazard(request, guarded, deletion.method);
}

/** What could hit strangers by its nature. */
function hazard({ method, body }: WireRequest, { vendor }: Guarded, documented: string): string | undefined {
  if (method.toUpperCase() !== documented.toUpperCase()) return `${method} on the path of the deletion is hazardous.`;
  const value = parsed(body);
  if (value === undefined) return undefined;
  const { ids, many } = vendor.profile.deletion;
  const named = valueAt(value, ids);
  if (named === undefined) return undefined;
  if (many && Array.isArray(named) && named.length === 0) return 'an empty list of ids is hazardous.';
  const elements: readonly unknown[] = many && Array.isArray(named) ? named : [named];
  // A list that is none is refused or not; it holds nothing to match anybody with.
  if (many && !Array.isArray(named)) return undefined;
  const odd = elements.find((one) => typeof one !== 'number' && !(typeof one === 'string' && namesSomebody(one)));
  return odd === undefined ? undefined : `${JSON.stringify(odd)} in the place of an id is hazardous.`;
}

/** Whether the contract's own schema allows a text as an id: what it does not allow is nobody's. */
function keepsContract(text: string, vendor: Vendor, { requestBody }: Operation): boolean {
  if (!requestBody) return true;
  const body = parsed(deletionOf(vendor, [text]).body);
  return compileSchema(requestBody.schema, vendor.contract.dialect)(body).length === 0;
}

/** A text without a letter or digit is nobody's id; what a pattern could match with it is hazardous. */
const namesSomebody = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

/** Every string value of a JSON body; of one that is not JSON, every piece that looks like one. */
function stringsIn({ body }: WireRequest): string[] {
  const value = parsed(body);
  if (value !== undefined) return leaves(value);
  const text = body?.toString('utf8') ?? '';
  // Names of members are skipped; a string that breaks off counts.
  const pieces = [...text.matchAll(/"((?:[^"\\]|\\.)*)(?:"(\s*:)?|$)/g)];
  return pieces.filter(([, , colon]) => colon === undefined).map(([, piece = '']) => unquoted(piece));
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}

function unquoted(piece: string): string {
  try {
    return JSON.parse(`"${piece}"`) as string;
  } catch {
    return piece;
  }
}
