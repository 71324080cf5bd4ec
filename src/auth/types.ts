import type { ConnectionWish, WireRequest, WireResponse } from '../http/types.ts';

/** A secret with the name it goes by in reports: `$KNOT_SECRET`. */
export interface Secret {
  readonly name: string;
  readonly value: string;
  /** The id it belongs to (`id:secret` of HTTP Basic), for secrets too short to be matched alone. */
  readonly id?: string;
  /** `=` where id and secret are name and value of a query parameter; else a colon is between them. */
  readonly joint?: '=';
}

/** One way of proving who calls. Made from the target's credentials; sends nothing itself. */
export interface Authenticator {
  readonly scheme: string;
  /** Everything that must never leave the process. */
  readonly secrets: readonly Secret[];
  /** Adds the credentials to a request whose body and URL are final. */
  sign(request: WireRequest): WireRequest;
  /** The same credentials with nonces from this function; absent where the scheme has none. */
  withNonces?(next: () => string): Authenticator;
  /** Invalid credentials, each one fault away from these. */
  readonly invalidCredentials: readonly InvalidCredentials[];
  /** Other spellings of these credentials that a verifier should accept; absent where the scheme has none. */
  readonly variants?: readonly CredentialVariant[];
  /** Where it gets tokens; absent where it needs none. */
  readonly tokens?: TokenSource;
  /** What must not leave the process of the tokens that it was issued so far. */
  tokenSecrets?(): readonly Secret[];
  /** Calls of its token endpoint that must be issued no token. */
  readonly invalidTokenCalls?: readonly NamedTokenCall[];
  /** Arguments of a curl line that authenticate it, secrets as environment variables: `-u`, `"$KNOT_CLIENT_ID:…"`. */
  readonly curl?: readonly string[];
}

/** What has to be fetched before something can be signed. */
export interface TokenSource {
  /** Calls to make now: for what was never issued, or is about to expire. */
  due(): readonly TokenCall[];
}

/** A call of a token endpoint; its URL may be a path behind the base URL. */
export interface TokenCall {
  readonly request: WireRequest;
  /** Takes the answer; returns a sentence where nothing can be signed with it. */
  receive(answer: WireResponse): string | undefined;
}

/** A call of a token endpoint that is wrong in one thing. */
export interface NamedTokenCall {
  readonly name: string;
  readonly description: string;
  readonly request: WireRequest;
}

/** One legal variation of valid credentials. */
export interface CredentialVariant {
  /** `credentials.<variant>`, e.g. `credentials.rfc-encoding`. */
  readonly name: string;
  readonly description: string;
  sign(request: WireRequest): WireRequest;
}

/** Another body or label of it, by which a server may take another way past what checks credentials. */
export type BodyLabel = 'form' | 'no-label' | 'charset';

export interface InvalidCredentials {
  /**
   * `credentials.<variant>`, e.g. `credentials.none`, `credentials.wrong-secret`, or `misplaced.<place>` for right ones in the
   * wrong place; requirements claim it by glob.
   */
  readonly name: string;
  readonly description: string;
  /** True where it needs a second tenant's credentials. */
  readonly needsOtherTenant: boolean;
  /** Signs wrongly. Absent where the second tenant it needs is not configured, or for the reason that `untried` states. */
  sign?(request: WireRequest): WireRequest;
  /** Requests to send (rightly signed) before the faulty one, e.g. for a nonce used twice. */
  readonly prepare?: (request: WireRequest) => WireRequest;
  /** How long to wait after what `prepare` signed, in ms; default: not at all. */
  readonly pauseMs?: number;
  /** The connection that it and what `prepare` signed ask for; default: as any other request. */
  readonly connection?: ConnectionWish;
  /** What the request must have for it. A cookie is one that the target has set. */
  readonly needs?: 'large-body' | 'chunked-body' | 'query' | 'cookie' | BodyLabel;
  /** Why it cannot be tried at this target. */
  readonly untried?: string;
  /** One of many near forms: a check that tries every set of invalid credentials on pairs of users leaves it out. */
  readonly minor?: true;
  /** Whether a vendor's security team would take it for an attack. */
  readonly provoking?: true;
}
