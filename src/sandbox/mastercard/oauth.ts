import { createHash } from 'node:crypto';
import { Refusal } from '../answer.ts';
import { authenticationFailed, invalidAuthHeader, invalidBodyHash } from './errors.ts';
import { WINDOW_MS } from './nonces.ts';
import { parseOAuthHeader } from './oauth-header.ts';
import { baseStrings, signs } from './oauth-signature.ts';
import type { OAuthSteps } from './steps.ts';

const REQUIRED = ['oauth_consumer_key', 'oauth_nonce', 'oauth_signature_method', 'oauth_timestamp'];

/** OAuth 1.0a (RFC 5849) with the body-hash extension and RSA-SHA256, as the vendor's gateway verifies it. */
export const OAUTH: OAuthSteps = {
  readParameters({ request }) {
    const header = request.headers.get('authorization');
    if (header === null) throw new Refusal(invalidAuthHeader('Bad Request - No Authorization header set'));
    const parameters = parseOAuthHeader(header);
    if (!parameters) throw new Refusal(invalidAuthHeader('Bad Request - The Authorization header is not OAuth 1.0a'));
    const missing = REQUIRED.find((name) => !parameters.get(name));
    if (missing) throw new Refusal(invalidAuthHeader(`Bad Request - The Authorization header lacks ${missing}`));
    // RFC 5849, 3.1: the version is optional and, where given, 1.0.
    if ((parameters.get('oauth_version') ?? '1.0') !== '1.0')
      throw new Refusal(invalidAuthHeader('Bad Request - oauth_version must be 1.0'));
    return parameters;
  },

  findIssuer({ state }, parameters) {
    const key = parameters.get('oauth_consumer_key');
    const issuer = state.issuers.find(({ credentials }) => credentials.consumerKey === key);
    if (!issuer) throw new Refusal(authenticationFailed('The oauth_consumer_key is not known.'));
    return issuer;
  },

  checkSignatureMethod(_call, parameters) {
    if (parameters.get('oauth_signature_method') !== 'RSA-SHA256')
      throw new Refusal(authenticationFailed('The oauth_signature_method must be RSA-SHA256.'));
  },

  checkTimestamp({ state }, parameters) {
    const timestamp = parameters.get('oauth_timestamp') ?? '';
    const off = Math.abs(state.clock.now() - Number(timestamp) * 1000);
    if (!/^\d{1,12}$/.test(timestamp) || off > WINDOW_MS)
      throw new Refusal(authenticationFailed('The oauth_timestamp is outside the accepted window.'));
  },

  checkBodyHash({ body }, parameters) {
    const calculated = createHash('sha256').update(body).digest('base64');
    const received = parameters.get('oauth_body_hash');
    if (received !== calculated) throw new Refusal(invalidBodyHash(calculated, received));
  },

  checkSignature({ request }, parameters, { credentials }) {
    const accepted = baseStrings(request, parameters);
    if (signs(credentials.publicKey, accepted, parameters.get('oauth_signature') ?? '')) return;
    const text = `OAuth Signature parameter failed verification. Acceptable signature base string: ${accepted[0]}`;
    throw new Refusal(authenticationFailed(text));
  },

  checkNonce({ state }, parameters) {
    const of = (name: string) => parameters.get(name) ?? '';
    if (!state.nonces.use(of('oauth_consumer_key'), of('oauth_timestamp'), of('oauth_nonce')))
      throw new Refusal(authenticationFailed('The oauth_nonce has been used before.'));
  },
};
