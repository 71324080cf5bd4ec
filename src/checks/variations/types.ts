import type { UnsignedRequest } from '../../contract/cases/types.ts';
import type { WireRequest } from '../../http/types.ts';
import type { Vendor } from '../../spec-loader/types.ts';

/** One legal way in which a request may differ from the usual one without meaning anything else. */
export interface RequestVariation {
  /** What a requirement names it by. */
  readonly name: string;
  /** For a reader: "the field names in small letters". */
  readonly description: string;
  /** What of the request it touches: variations of different parts go together in one request. */
  readonly part: string;
  /**
   * Before the request is signed.
   * @param run what the ids of this run have in common
   */
  readonly draft?: (request: UnsignedRequest, vendor: Vendor, run: string) => UnsignedRequest;
  /** After the request is signed. */
  readonly written?: (signed: WireRequest) => WireRequest;
}
