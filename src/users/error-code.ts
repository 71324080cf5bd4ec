import { valuesAt } from '../contract/json-pointer.ts';
import { readJson } from '../http/message.ts';
import type { WireResponse } from '../http/types.ts';

/**
 * The error code of an answer. An answer that lists several errors has the codes of all of them, in one order: a server
 * may list the same errors in any (A43).
 * @param codeAt where the profile states that a code is, `*` for each element of a list
 * @returns undefined where there is none.
 */
export function errorCodeOf({ response }: { readonly response?: WireResponse }, codeAt: string): unknown {
  const json = response && readJson(response);
  const codes = json?.ok ? valuesAt(json.value, codeAt).filter((code) => code !== undefined) : [];
  const distinct = [...new Set(codes)];
  return distinct.length > 1 ? distinct.map(String).sort().join(', ') : distinct[0];
}
