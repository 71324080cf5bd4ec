import type { Content, Operation } from '../contract/types.ts';
import { valueAt } from '../contract/json-pointer.ts';
import { compileSchema, type SchemaError } from '../contract/validator.ts';
import { headerValues, readJson, refuseDoublyEncoded } from '../http/message.ts';
import type { Exchange, JsonBody, WireResponse } from '../http/types.ts';
import type { Facts } from '../verdict/types.ts';
import type { Profile, Vendor } from '../spec-loader/types.ts';
import { contentOf, isJson, mediaTypeFact, receivedKind } from './media-type-conformance.ts';

export interface ContractFacts {
  /** Whether the contract documents the status for the operation. */
  readonly documented: boolean;
  /** None where the status is not documented: then the contract states nothing about the answer. */
  readonly facts: Facts;
  readonly schemaErrors: SchemaError[];
}

/** What an answer looks like next to the one that the contract documents for its operation and status. */
export function contractFacts({ operation: id, request, response }: Exchange, vendor: Vendor): ContractFacts {
  const { contract } = vendor;
  const operation = id === undefined ? undefined : contract.operations.get(id);
  const documented = response && operation?.responses.get(response.status);
  if (!response || !operation || !documented) return { documented: false, facts: {}, schemaErrors: [] };
  const mediaType = mediaTypeFact(response, documented);
  const around = {
    mediaType,
    ...(mediaType === 'documented' ? {} : { received: receivedKind(response) }),
    compression: compressionFact(request.headers, response),
  };
  // RFC 9110, 9.3.2: the answer to HEAD has no body to judge.
  const content = request.method === 'HEAD' ? undefined : contentOf(response, documented);
  if (!content)
    return { documented: true, facts: { ...around, json: true, schema: 'valid', bom: false }, schemaErrors: [] };
  const json = isJson(response, content) ? refuseDoublyEncoded(readJson(response)) : undefined;
  const schemaErrors = json ? errorsOf(json, operation, content, vendor) : [];
  const facts = {
    ...around,
    json: json?.ok ?? true,
    schema: schemaErrors.length === 0 && (json?.ok ?? true) ? 'valid' : 'invalid',
    bom: json?.ok === true && json.bom,
  };
  return { documented: true, facts, schemaErrors };
}

function errorsOf(
  json: JsonBody,
  operation: Operation,
  { schema }: Content,
  { contract, profile }: Vendor,
): SchemaError[] {
  if (!json.ok) return [{ path: '', message: json.message }];
  // What travels encrypted cannot be compared with the schema of its plain text.
  if (!schema || (operation.encrypted.response && isEncrypted(json.value, profile))) return [];
  return compileSchema(schema, contract.dialect)(json.value);
}

function compressionFact(asked: Exchange['request']['headers'], { contentEncoding }: WireResponse): string {
  if (contentEncoding === undefined || contentEncoding.toLowerCase() === 'identity') return 'none';
  return headerValues(asked, 'accept-encoding').length > 0 ? 'asked' : 'unasked';
}

/**
 * A body is encrypted if it has the property that the profile names; if the profile names none, any object counts as
 * encrypted.
 */
function isEncrypted(value: unknown, { encryptedBody }: Profile): boolean {
  if (encryptedBody !== undefined) return valueAt(value, encryptedBody) !== undefined;
  return typeof value === 'object' && value !== null;
}
