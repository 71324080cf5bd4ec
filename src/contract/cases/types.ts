/** One request with exactly one fault (or one legal variation), made from the contract. */
export interface RequestCase {
  /**
   * Stable name, what requirements claim by glob: `<family>.<variant>[:<JSON Pointer of the place>]`,
   * e.g. `member-missing:/external_user_id`, `element-wrong-type.number`, `body.broken-json`, `media-type.text-plain`,
   * `method.DELETE`, `credentials.wrong-secret`.
   */
  readonly name: string;
  /** What is wrong, for a reader: "external_user_id is null". */
  readonly description: string;
  /** True where the request still conforms to the contract (exactly on a bound, a charset parameter). */
  readonly conforms: boolean;
  /** Whether a vendor's security team would take it for an attack: off loopback it is sent only where that is allowed. */
  readonly provoking?: true;
  /** How many ids the body carries before the fault is put in; 1 unless the case is about the count. */
  readonly ids: number;
  /** Puts the fault into a valid request that names `ids`; the ids stay in it wherever it can hold one. */
  apply(request: UnsignedRequest): UnsignedRequest;
}

/** A request before it is signed and sent. */
export interface UnsignedRequest {
  readonly method: string;
  /** Path and query, relative to the base URL. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Buffer;
}
