import type { WireRequest } from '../http/types.ts';
import type { OAuthParameters } from './oauth1-signature.ts';
import { signed, type Signing } from './oauth1-signing.ts';
import type { Minor } from './minor-credentials.ts';
import type { InvalidCredentials } from './types.ts';

const REPEATED = ['oauth_nonce', 'oauth_timestamp'] as const;

/**
 * A nonce used twice (RFC 5849, 3.3). `prepare` signs the request that uses it first; `sign` repeats nonce and
 * timestamp of the latest `prepare`, rightly signed for the request it is given. For the same request that is the same
 * header to the byte; where the first use must not touch a living victim, `prepare` takes a request that names nobody.
 */
export function replayedNonce(
  signing: Signing,
): InvalidCredentials & Required<Pick<InvalidCredentials, 'sign' | 'prepare'>> {
  let used: OAuthParameters | undefined;
  return {
    name: 'credentials.replayed-nonce',
    description: 'a nonce and timestamp that were used before',
    needsOtherTenant: false,
    prepare: signed(signing, { parameters: (right) => (used = right) }),
    sign(request: WireRequest) {
      const first = used;
      if (!first) throw new Error('credentials.replayed-nonce: send what `prepare` returns before calling `sign`');
      const repeat = (right: OAuthParameters) =>
        new Map([...right].map(([name, value]) => [name, isRepeated(name) ? (first.get(name) ?? value) : value]));
      return signed(signing, { parameters: repeat })(request);
    },
  };
}

/** How long a nonce is left alone before it is used again: caches that forget early forget within seconds. */
const PAUSE_MS = 2000;

/** A nonce used twice, with a pause between: it must be remembered as long as its timestamp is accepted. */
export function replayAfterPause(signing: Signing): Minor {
  const replay = replayedNonce(signing);
  const description = 'a nonce and timestamp that were used before, after a pause';
  return { ...replay, name: 'credentials.lax.nonce-after-pause', description, pauseMs: PAUSE_MS, minor: true };
}

const isRepeated = (name: string) => REPEATED.some((repeated) => repeated === name);
