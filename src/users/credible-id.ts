import { compileSchema } from '../contract/validator.ts';
import type { Vendor } from '../spec-loader/types.ts';
import { deletionRequest, operationOf } from './operation-requests.ts';

/** No key column is longer. */
const LONGEST = 255;

/** What makes a list, a pattern or a piece of code of an id. A server that makes such ids is not believed. */
const TELLING = /[\s\p{Cc}\p{Cf},;%*?'"`\\<>${}[\]()]/u;

/**
 * Whether a server can have given this id to one new user: it keeps the contract of the deletion, and it is neither a
 * list nor a pattern that could name others. Whoever is named by it is deleted later.
 */
export function isCredibleId(id: string, vendor: Vendor): boolean {
  if (id.length > LONGEST || TELLING.test(id) || !/[\p{L}\p{N}]/u.test(id)) return false;
  const { requestBody } = operationOf(vendor, vendor.profile.deletion.operation);
  if (!requestBody) return true;
  const body: unknown = JSON.parse(String(deletionRequest(vendor, [id]).body ?? 'null'));
  return compileSchema(requestBody.schema, vendor.contract.dialect)(body).length === 0;
}
