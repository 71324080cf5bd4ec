import { breachOf } from '../contract/keeps-contract.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { deletionRequest } from './operation-requests.ts';

/** No key column is longer. */
const LONGEST = 255;

/** What makes a list, a pattern or a piece of code of an id. A server that makes such ids is not believed. */
const TELLING = /[\s\p{Cc}\p{Cf},;%*?'"`\\<>${}[\]()]/u;

/**
 * Whether a server can have given this id to one new user: it conforms to the contract of the deletion, and it is neither a
 * list nor a pattern that could name others. A user that is named by it is deleted later.
 */
export function isCredibleId(id: string, vendor: Vendor): boolean {
  if (id.length > LONGEST || TELLING.test(id) || !/[\p{L}\p{N}]/u.test(id)) return false;
  // In a path it must stay one segment, no matter who decodes it.
  if (typeof vendor.profile.deletion.ids !== 'string' && /[/&=#]|^\.{1,2}$/.test(id)) return false;
  return breachOf(deletionRequest(vendor, [id]), vendor) === undefined;
}
