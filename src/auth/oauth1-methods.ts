import { constants, createHmac, createPublicKey, sign as signBytes } from 'node:crypto';
import { minor, type Minor } from './minor-credentials.ts';
import { flipped, set } from './oauth1-parameters.ts';
import type { OAuthParameters } from './oauth1-signature.ts';
import { rightSignature, signed, type Sign, type Signing } from './oauth1-signing.ts';
import { withAuthorization } from './with-header.ts';

/** Methods that nobody may sign with, each as right as it can be made without the issuer's secret. */
export function foreignMethods(signing: Signing): Minor[] {
  const method = (name: string, signature: (text: string) => string): Sign =>
    signed(signing, { parameters: (right) => set(right, 'signature_method', name), signature });
  const hmac = (digest: string, key: string) => (text: string) => createHmac(digest, key).update(text).digest('base64');
  const publicPem = createPublicKey(signing.key).export({ type: 'spki', format: 'pem' }).toString();
  return [
    minor('method.hmac-sha256', 'signature method HMAC-SHA256, no secret', method('HMAC-SHA256', hmac('sha256', '&'))),
    minor(
      'method.hmac-of-public-key',
      'signature method HMAC-SHA256, keyed with the public key',
      method('HMAC-SHA256', hmac('sha256', publicPem)),
    ),
    minor(
      'method.unknown',
      'an unknown signature method, signed with RSA-SHA256',
      method('X-NONE', rightSignature(signing)),
    ),
    minor(
      'method.none',
      'the signature method NONE and no signature',
      method('NONE', () => ''),
    ),
    minor(
      'method.small-letters',
      'the signature method in small letters, and a wrong signature',
      method('rsa-sha256', (text) => flipped(rightSignature(signing)(text))),
    ),
    minor(
      'method.pss-altered',
      'signature method RSA-PSS, and a wrong signature',
      method('RSA-PSS', (text) => flipped(pssSignature(signing)(text))),
    ),
    minor('method.unsigned-token', 'a Bearer token of the method none that names the client', (request) =>
      withAuthorization(request, `Bearer ${unsignedToken(signing.consumerKey)}`),
    ),
  ];
}

/** The signature method RSA-PSS, carried through rightly: whether a gateway offers it is its own choice. */
export function pssMethod(signing: Signing): Minor {
  const parameters = (right: OAuthParameters) => set(right, 'signature_method', 'RSA-PSS');
  return minor('pss', 'signature method RSA-PSS', signed(signing, { parameters, signature: pssSignature(signing) }));
}

/** RSA-PSS over the right text. */
function pssSignature({ key }: Signing): (text: string) => string {
  const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  return (text) => signBytes('sha256', Buffer.from(text), options).toString('base64');
}

/** A JSON Web Token that nobody signed (RFC 7519, 6), which names the client. */
function unsignedToken(consumerKey: string): string {
  const client = consumerKey.split('!', 1)[0] ?? consumerKey;
  const parts = [
    { alg: 'none', typ: 'JWT' },
    { iss: client, sub: client, client_id: client },
  ];
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
}
