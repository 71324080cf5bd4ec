import { createHash } from 'node:crypto';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { MastercardBehaviour, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import { broken, fails } from '../types.ts';
import { ownIssuer, steps, type Wrong } from './tools.ts';

const BROKEN = 'broken-parameter-is-refused-and-deletes-nobody';

const headerOf = ({ request }: MastercardCall): string => request.headers.get('authorization') ?? '';
const keyOf = (call: MastercardCall): string => ownIssuer(call).credentials.consumerKey;

/** Verifiers that pass over a header or compare a part of it, and doors that a consumer key alone opens. */
export const NEAR_SIGNATURES: readonly Wrong[] = [
  lax('small-scheme-unverified', 'A header whose scheme is in small letters passes the verifier by.', {
    checkSignature: (call, given, issuer) =>
      headerOf(call).startsWith('oauth ') ? undefined : MASTERCARD.checkSignature(call, given, issuer),
  }),
  lax('hash-in-any-case', 'Body hashes are compared without regard to case.', {
    checkBodyHash(call, given) {
      const hash = createHash('sha256').update(call.body).digest('base64');
      if (given.get('oauth_body_hash')?.toLowerCase() !== hash.toLowerCase()) MASTERCARD.checkBodyHash(call, given);
    },
  }),
  lax('get-is-signed', 'A signature for GET is as good as one for the method that was sent.', {
    checkSignature(call, given, issuer) {
      try {
        MASTERCARD.checkSignature(call, given, issuer);
      } catch {
        MASTERCARD.checkSignature({ ...call, request: new Request(call.request.url) }, given, issuer);
      }
    },
  }),
  broken(
    'verdict-kept-by-nonce',
    'A nonce that was let in is let in again, whatever the signature.',
    fails(BROKEN),
    () => {
      const letIn = new Set<string | undefined>();
      return {
        behaviour: {
          checkSignature(call, given, issuer) {
            if (letIn.has(given.get('oauth_nonce'))) return;
            MASTERCARD.checkSignature(call, given, issuer);
            letIn.add(given.get('oauth_nonce'));
          },
          checkNonce: () => undefined,
        },
      };
    },
    { requirements: [BROKEN] },
  ),
  lax('key-as-user', 'Basic with a consumer key as user is let in.', {
    authenticate: (call) =>
      Buffer.from(headerOf(call).replace(/^Basic /, ''), 'base64')
        .toString()
        .startsWith(keyOf(call))
        ? ownIssuer(call)
        : MASTERCARD.authenticate(call),
  }),
  lax('key-in-the-query', 'A consumer key in the query is let in where there is no header.', {
    authenticate: (call) =>
      headerOf(call) === '' && new URL(call.request.url).searchParams.get('oauth_consumer_key') === keyOf(call)
        ? ownIssuer(call)
        : MASTERCARD.authenticate(call),
  }),
];

function lax(id: string, does: string, behaviour: Partial<MastercardBehaviour>): Wrong {
  return broken(id, does, fails(BROKEN), steps(behaviour), { requirements: [BROKEN] });
}
