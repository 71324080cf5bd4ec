import type { EdgeConfig } from './edge-config.ts';
import { headerLines, signatureOf, stringToSign, type HmacDescription, type HmacValues } from './hmac-string.ts';
import { withHeader } from './with-header.ts';
import type { WireRequest } from '../http/types.ts';

/** What signs: shared by the right signature and its invalid credentials. */
export interface HmacSigning {
  readonly description: HmacDescription;
  readonly keyId: string;
  readonly secret: string;
  /** One like each, which nobody holds. */
  readonly unknown: { readonly keyId: string; readonly secret: string };
  /** The second tenant's secret; undefined where there is none, or it is the same. */
  readonly otherSecret: string | undefined;
  /** In ms since the epoch. */
  readonly now: () => number;
  readonly nonce: () => string;
  readonly source: string;
  readonly edge: EdgeConfig;
}

/** Signs a request. */
export type Sign = (request: WireRequest) => WireRequest;

/** Where the header lines depart from the right ones; all the rest is signed rightly. */
interface Fault {
  /** The request that is signed in place of the one that is sent. */
  readonly as?: Sign;
  /** The values that are signed and sent. */
  readonly values?: (right: HmacValues) => HmacValues;
  /** The values that are sent in place of the signed ones. */
  readonly sent?: (signed: HmacValues) => HmacValues;
  readonly description?: HmacDescription;
  /** Undefined: the lines that would hold it are not sent. */
  readonly signature?: (right: string) => string | undefined;
}

/** Signs rightly, but for the one thing that `fault` puts in its place. */
export function signedByHmac(signing: HmacSigning, fault: Fault = {}): Sign {
  const { as = (request) => request, values: change = (right) => right, sent = (same) => same } = fault;
  const { signature: alter = (right: string) => right } = fault;
  const description = fault.description ?? signing.description;
  return (request) => {
    const { keyId, secret } = signing;
    const values = change({ keyId, secret, now: signing.now(), nonce: signing.nonce() });
    const claimed = as(request);
    const signature = alter(signatureOf(stringToSign(claimed, description, values), description, values.secret));
    // What a header states about the body is what was signed.
    const lines = headerLines(claimed, description, sent(values), signature ?? '');
    const kept = lines.filter(([name]) => signature !== undefined || !holdsSignature(signing.description, name));
    return kept.reduce((all, [name, value]) => withHeader(all, name, value), request);
  };
}

/** Whether a header line of that name holds the signature. */
export function holdsSignature({ headers }: HmacDescription, name: string): boolean {
  return headers[name]?.includes('{signature}') ?? false;
}
