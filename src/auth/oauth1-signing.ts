import type { KeyObject } from 'node:crypto';
import type { WireRequest } from '../http/types.ts';
import type { EdgeConfig } from './edge-config.ts';
import type { NearConsumerKeys } from './near-consumer-keys.ts';
import {
  authorizationValue,
  baseString,
  parametersOf,
  rsaSignature,
  type OAuthParameters,
} from './oauth1-signature.ts';
import { withAuthorization } from './with-header.ts';

/** What signs: shared by the right signature and its invalid credentials. */
export interface Signing {
  readonly consumerKey: string;
  /** One like it, which nobody holds. */
  readonly unknownConsumerKey: string;
  readonly nearConsumerKeys: NearConsumerKeys;
  readonly key: KeyObject;
  /** The second issuer, if there is one; `key` is absent where it is the same key. */
  readonly other: { readonly consumerKey: string; readonly key?: KeyObject } | undefined;
  /** Now, in ms since the epoch. */
  readonly now: () => number;
  /** What wrong credentials are made of. */
  readonly source: string;
  /** What a gateway would state about the caller. */
  readonly edge?: EdgeConfig;
  /** A nonce nobody has used; absent: the signer draws one. */
  readonly nonce?: () => string;
}

export type Sign = (request: WireRequest) => WireRequest;

/** Where the header departs from the right one; all the rest is signed rightly. */
interface Fault {
  /** The request that is signed in place of the one that is sent. */
  readonly as?: (request: WireRequest) => WireRequest;
  readonly parameters?: (right: OAuthParameters) => OAuthParameters;
  readonly signature?: (baseString: string) => string | undefined;
}

/** Signs rightly, but for the one thing that `fault` puts in its place. */
export function signed(
  signing: Signing,
  { as = (request) => request, parameters = (right) => right, signature = rightSignature(signing) }: Fault = {},
): Sign {
  return (request) => {
    const claimed = as(request);
    const chosen = parameters(parametersOf(claimed, signing));
    return withAuthorization(request, authorizationValue(chosen, signature(baseString(claimed, chosen))));
  };
}

/** RSA-SHA256 with the right key. */
export function rightSignature({ key }: Signing): (baseString: string) => string {
  return (text) => rsaSignature(text, key);
}
