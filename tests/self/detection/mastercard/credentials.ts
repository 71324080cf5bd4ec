import { createHash, verify } from 'node:crypto';
import { Refusal } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { parseOAuthHeader } from '../../../../src/sandbox/mastercard/oauth-header.ts';
import { baseStrings } from '../../../../src/sandbox/mastercard/oauth-signature.ts';
import type { Issuer, MastercardBehaviour, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { namedIn, ownIssuer, steps, type Wrong } from './tools.ts';

const NONE = both('call-without-credentials');
const WRONG = both('wrong-signature');
const ABSENT = fails('absent-signature-is-refused', 'wrong-signature-deletes-nobody');
const BODY = both('other-body');
const UNBOUND = both('unbound-signature');
const WEAK = both('weak-method');
const OTHER = both('key-of-another-issuer');
const STALE = warns('stale-signature-is-refused');

/** The requirements about credentials: the others sign rightly. */
const REQUIREMENTS = [
  ...Object.keys({ ...NONE, ...WRONG, ...ABSENT, ...BODY, ...UNBOUND, ...WEAK, ...OTHER, ...STALE }),
  'stale-signature-deletes-nobody-when-refused',
  'existence-is-hidden-from-strangers',
  'credentials-come-before-the-body',
  'deletion-is-accepted',
];

type Parameters = ReturnType<typeof MASTERCARD.readParameters>;

/** Lets in each set of invalid credentials, or turns it away too late. */
export const CREDENTIALS: readonly Wrong[] = [
  letIn('none-needed', 'A call without an Authorization header is let in.', NONE, (value) => value === ''),
  letIn('basic-is-enough', 'Any Basic credentials are let in.', NONE, (value) => /^basic /i.test(value)),
  letIn(
    'unparsable-is-a-guest',
    'An OAuth header that does not parse is let in.',
    NONE,
    (value) => /^oauth /i.test(value) && !parseOAuthHeader(value),
  ),
  lax(
    'never-verified',
    'The signature is never verified.',
    { ...WRONG, ...UNBOUND, ...OTHER },
    { checkSignature: () => undefined },
  ),
  signature(
    'missing-signature',
    'A header without a signature is let in.',
    ABSENT,
    (_call, given) => given.get('oauth_signature') === undefined,
  ),
  signature(
    'empty-signature',
    'An empty signature is let in.',
    ABSENT,
    (_call, given) => given.get('oauth_signature') === '',
  ),
  signature('altered-signature', 'The last bit of a signature counts for nothing.', WRONG, (call, given, issuer) => {
    const bytes = Buffer.from(given.get('oauth_signature') ?? '', 'base64');
    if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    return isSigned(call, given, issuer, { bytes });
  }),
  signature(
    'any-key',
    'Any RSA signature of the right length is let in.',
    WRONG,
    (_call, given) =>
      Buffer.from(given.get('oauth_signature') ?? '', 'base64').length === 256 &&
      given.get('oauth_signature_method') === 'RSA-SHA256',
  ),
  lax('unknown-consumer-key', 'An unknown consumer key is taken for the first issuer.', ABSENT, {
    findIssuer: (call, given) =>
      call.state.issuers.find(({ credentials }) => credentials.consumerKey === given.get('oauth_consumer_key')) ??
      ownIssuer(call),
  }),
  signature('any-issuers-key', 'The key of any issuer signs for every issuer.', OTHER, (call, given) =>
    call.state.issuers.some((issuer) => isSigned(call, given, issuer, {})),
  ),
  lax('body-not-hashed', 'The body hash must be there and is not compared.', BODY, {
    checkBodyHash: (call, given) => (given.has('oauth_body_hash') ? undefined : MASTERCARD.checkBodyHash(call, given)),
  }),
  lax('hash-not-needed', 'The body hash may be left out.', BODY, {
    checkBodyHash: (call, given) => (given.has('oauth_body_hash') ? MASTERCARD.checkBodyHash(call, given) : undefined),
  }),
  lax('hash-of-trimmed-body', 'Hashes the body without blanks at its end.', BODY, {
    checkBodyHash(call, given) {
      const trimmed = createHash('sha256').update(call.body.toString().trimEnd()).digest('base64');
      if (given.get('oauth_body_hash') !== trimmed) MASTERCARD.checkBodyHash(call, given);
    },
  }),
  signature('method-not-bound', 'The signature is not bound to the method.', UNBOUND, (call, given, issuer) =>
    ['PUT', 'POST'].some((method) => isSigned(call, given, issuer, { method })),
  ),
  signature('path-not-bound', 'The signature is not bound to the end of the path.', UNBOUND, (call, given, issuer) =>
    isSigned(call, given, issuer, { url: `${call.request.url}-other` }),
  ),
  signature('query-not-bound', 'The signature is not bound to the query.', UNBOUND, (call, given, issuer) =>
    isSigned(call, given, issuer, { url: `${call.request.url}?other=1` }),
  ),
  signature(
    'plaintext',
    'PLAINTEXT is let in.',
    WEAK,
    (_call, given) => given.get('oauth_signature_method') === 'PLAINTEXT',
    true,
  ),
  signature(
    'hmac-sha1',
    'HMAC-SHA1 with an empty secret is let in.',
    WEAK,
    (_call, given) => given.get('oauth_signature_method') === 'HMAC-SHA1',
    true,
  ),
  signature(
    'rsa-sha1',
    'RSA-SHA1 is let in.',
    STALE,
    (call, given, issuer) =>
      given.get('oauth_signature_method') === 'RSA-SHA1' && isSigned(call, given, issuer, { digest: 'RSA-SHA1' }),
    true,
  ),
  lax('stale-timestamp', 'Timestamps are not looked at.', STALE, { checkTimestamp: () => undefined }),
  lax('replayed-nonce', 'Nonces are not remembered.', STALE, { checkNonce: () => undefined }),
  late(
    'refused-none-but-done',
    'without an Authorization header',
    'call-without-credentials-deletes-nobody',
    'readParameters',
  ),
  late('refused-key-but-done', 'with an unknown consumer key', 'wrong-signature-deletes-nobody', 'findIssuer'),
  late('refused-signature-but-done', 'with a wrong signature', 'wrong-signature-deletes-nobody', 'checkSignature', [
    'unbound-signature-deletes-nobody',
    'key-of-another-issuer-deletes-nobody',
  ]),
  late('refused-body-but-done', 'with another body', 'other-body-deletes-nobody', 'checkBodyHash'),
  late('refused-method-but-done', 'with a weak signature method', 'weak-method-deletes-nobody', 'checkSignatureMethod'),
  late(
    'refused-timestamp-but-done',
    'with an old timestamp',
    'stale-signature-deletes-nobody-when-refused',
    'checkTimestamp',
  ),
  late('refused-nonce-but-done', 'with a used nonce', 'stale-signature-deletes-nobody-when-refused', 'checkNonce'),
];

function both(subject: string): Primary {
  return fails(`${subject}-is-refused`, `${subject}-deletes-nobody`);
}

function lax(
  id: string,
  does: string,
  primary: Primary,
  behaviour: Partial<MastercardBehaviour>,
  known?: string,
): Wrong {
  return broken(id, does, primary, steps(behaviour), {
    requirements: REQUIREMENTS,
    ...(known === undefined ? {} : { known }),
  });
}

/** Takes a header that says nothing of the caller for the first issuer. */
function letIn(id: string, does: string, primary: Primary, isIn: (value: string) => boolean): Wrong {
  return lax(id, does, primary, {
    authenticate: (call) =>
      isIn(call.request.headers.get('authorization') ?? '') ? ownIssuer(call) : MASTERCARD.authenticate(call),
  });
}

/** Lets further signatures in, and further methods where `anyMethod`. */
function signature(
  id: string,
  does: string,
  primary: Primary,
  isIn: (call: MastercardCall, given: Parameters, issuer: Issuer) => boolean,
  anyMethod = false,
): Wrong {
  return lax(id, does, primary, {
    checkSignatureMethod: (call, given) =>
      anyMethod && isIn(call, given, ownIssuer(call)) ? undefined : MASTERCARD.checkSignatureMethod(call, given),
    checkSignature: (call, given, issuer) =>
      isIn(call, given, issuer) ? undefined : MASTERCARD.checkSignature(call, given, issuer),
  });
}

interface As {
  readonly method?: string;
  readonly url?: string;
  readonly bytes?: Buffer;
  readonly digest?: string;
}

/** Whether the issuer's key signed the request, taken for another one. */
function isSigned({ request }: MastercardCall, given: Parameters, { credentials }: Issuer, as: As): boolean {
  const { method = request.method, url = request.url, digest = 'RSA-SHA256' } = as;
  const { bytes = Buffer.from(given.get('oauth_signature') ?? '', 'base64') } = as;
  const texts = baseStrings(new Request(url, { method }), given);
  return bytes.length > 0 && texts.some((text) => verify(digest, Buffer.from(text), credentials.publicKey, bytes));
}

/** Refuses at this step, after the users were deleted. */
function late(
  id: string,
  who: string,
  slug: string,
  step:
    | 'readParameters'
    | 'findIssuer'
    | 'checkSignature'
    | 'checkBodyHash'
    | 'checkSignatureMethod'
    | 'checkTimestamp'
    | 'checkNonce',
  more: string[] = [],
): Wrong {
  const usual = (call: MastercardCall, ...rest: unknown[]): unknown =>
    (MASTERCARD[step] as (...all: unknown[]) => unknown)(call, ...rest);
  const change = steps({
    [step](call: MastercardCall, ...rest: unknown[]) {
      try {
        return usual(call, ...rest);
      } catch (error) {
        if (error instanceof Refusal && call.operation === 'deletion')
          for (const named of namedIn(call)) ownIssuer(call).users.delete(named);
        throw error;
      }
    },
  });
  return broken(id, `A call ${who} is refused, after the users were deleted.`, fails(slug, ...more), change, {
    requirements: REQUIREMENTS,
  });
}
