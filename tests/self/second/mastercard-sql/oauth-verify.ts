import { createHash, verify } from 'node:crypto';
import type { Database } from './database.ts';
import { gatewayError } from './errors.ts';
import { baseStrings } from './oauth-base-string.ts';
import { readOAuthHeader } from './oauth-header.ts';

/** What is signed. */
export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly header: string | undefined;
  readonly body: Uint8Array;
}

const WINDOW_SECONDS = 300;
const NEEDED = ['oauth_consumer_key', 'oauth_nonce', 'oauth_signature', 'oauth_signature_method', 'oauth_timestamp'];

/** The issuer that signed a request. @throws Refusal as the gateway answers */
export function verifiedIssuer(database: Database, request: SignedRequest, nowMs: number): string {
  if (!request.header?.trim())
    throw gatewayError(400, 'INVALID_AUTH_HEADER', 'Bad Request - No Authorization header set');
  const parameters = readOAuthHeader(request.header);
  if (!parameters) throw gatewayError(400, 'INVALID_AUTH_HEADER', 'Bad Request - Malformed Authorization header');
  const given = (name: string): string => parameters.get(name) ?? '';
  if (NEEDED.some((name) => !given(name)) || !['', '1.0'].includes(given('oauth_version')))
    throw gatewayError(400, 'INVALID_AUTH_HEADER', 'Bad Request - Incomplete Authorization header');

  const hash = createHash('sha256').update(request.body).digest('base64');
  if (given('oauth_body_hash') !== hash)
    throw gatewayError(400, 'INVALID_BODY_HASH', 'The oauth_body_hash does not match the SHA256 hash of the payload.');

  const issuer = given('oauth_consumer_key');
  const key = database.all('publicKey', { issuer })[0]?.value;
  const signature = Buffer.from(given('oauth_signature'), 'base64');
  const genuine =
    typeof key === 'string' &&
    given('oauth_signature_method') === 'RSA-SHA256' &&
    signature.toString('base64') === given('oauth_signature') &&
    baseStrings(request.method, request.url, parameters).some((text) =>
      verify('RSA-SHA256', Buffer.from(text), key, signature),
    );
  if (!genuine) throw gatewayError(401, 'AUTHENTICATION_FAILED', 'OAuth signatures did not match.');

  const timestamp = /^[1-9]\d{0,11}$/.test(given('oauth_timestamp')) ? Number(given('oauth_timestamp')) : 0;
  if (Math.abs(timestamp - nowMs / 1000) > WINDOW_SECONDS)
    throw gatewayError(401, 'AUTHENTICATION_FAILED', 'The timestamp is outside of the accepted window.');
  if (database.all('useNonce', { issuer, timestamp, nonce: given('oauth_nonce') }).length === 0)
    throw gatewayError(401, 'AUTHENTICATION_FAILED', 'The nonce was used before.');
  return issuer;
}
