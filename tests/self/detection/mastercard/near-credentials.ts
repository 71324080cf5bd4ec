import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import type { MastercardBehaviour, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import { LINGERING } from '../lingering.ts';
import { broken, fails, warns } from '../types.ts';
import { SIDE_DOOR, sideDoors } from '../side-doors.ts';
import type { MastercardRun } from '../../run/in-process.ts';
import { namedIn, ownIssuer, steps, type Wrong } from './tools.ts';

const TWICE = 'parameter-with-two-values-is-refused-and-deletes-nobody';
const BROKEN = 'broken-parameter-is-refused-and-deletes-nobody';
const LAX = 'lax-parameter-is-refused';

const PARAMETERS = ['consumer_key', 'signature_method', 'signature', 'body_hash', 'nonce', 'timestamp', 'version'];

type Parameters = ReturnType<typeof MASTERCARD.readParameters>;

/** Verifiers that are careless with one parameter in one way. */
export const NEAR_CREDENTIALS: readonly Wrong[] = [
  ...PARAMETERS.flatMap((name) => [
    reading(`${name}-first-counts`, `Of two oauth_${name}, the first counts.`, TWICE, (values) => values[0], name),
    reading(`${name}-last-counts`, `Of two oauth_${name}, the last counts.`, TWICE, (values) => values.at(-1), name),
    broken(
      `${name}-repeated`,
      `oauth_${name} may be repeated with the same value.`,
      warns(LAX),
      steps({
        readParameters: (call) =>
          choosing(call, name, (values) => (new Set(values).size === 1 ? values[0] : undefined)),
      }),
      { requirements: [LAX] },
    ),
    refusedButDone(`${name}-twice-refused-but-done`, `oauth_${name} twice`, TWICE, (header) => count(header, name) > 1),
  ]),
  lax('hash-may-be-empty', 'An empty body hash is not compared.', BROKEN, {
    checkBodyHash: (call, given) =>
      given.get('oauth_body_hash') === '' ? undefined : MASTERCARD.checkBodyHash(call, given),
  }),
  lax('large-not-hashed', 'A large body is not hashed.', BROKEN, {
    checkBodyHash: (call, given) => (call.body.length > 65_536 ? undefined : MASTERCARD.checkBodyHash(call, given)),
  }),
  lax('chunked-not-hashed', 'A chunked body is not hashed.', BROKEN, {
    checkBodyHash: (call, given) =>
      call.request.headers.has('transfer-encoding') ? undefined : MASTERCARD.checkBodyHash(call, given),
  }),
  lax('query-left-out', 'A query is left out of what the signature is compared with.', BROKEN, {
    checkSignature(call, given, issuer) {
      const request = new Request(call.request.url.replace(/\?.*$/, ''), { method: call.request.method });
      MASTERCARD.checkSignature({ ...call, request }, given, issuer);
    },
  }),
  lax('any-method', 'Whatever the method is called, RSA-SHA256 is verified.', BROKEN, {
    checkSignatureMethod: () => undefined,
  }),
  ...['rsa-sha256', 'RSA-PSS'].map((method) =>
    lax(`${method.toLowerCase()}-unverified`, `The method ${method} is let in and verified by nobody.`, BROKEN, {
      checkSignatureMethod: (call, given) =>
        methodOf(given) === method ? undefined : MASTERCARD.checkSignatureMethod(call, given),
      checkSignature: (call, given, issuer) =>
        methodOf(given) === method ? undefined : MASTERCARD.checkSignature(call, given, issuer),
    }),
  ),
  lax('token-unverified', 'A header with oauth_token is verified by nobody.', BROKEN, {
    checkSignature: (call, given, issuer) =>
      given.has('oauth_token') ? undefined : MASTERCARD.checkSignature(call, given, issuer),
  }),
  lax('unsigned-token', 'A Bearer token without a signature is let in.', BROKEN, {
    authenticate: (call) => (/^Bearer \S+\.$/.test(headerOf(call)) ? ownIssuer(call) : MASTERCARD.authenticate(call)),
  }),
  broken(
    'verdict-kept-by-header',
    'A header that was let in is let in again, whatever the body.',
    fails(BROKEN),
    () => {
      const letIn = new Set<string>();
      return {
        behaviour: {
          async authenticate(call) {
            if (letIn.has(headerOf(call))) return ownIssuer(call);
            const issuer = await MASTERCARD.authenticate(call);
            letIn.add(headerOf(call));
            return issuer;
          },
        },
      };
    },
    { requirements: [BROKEN] },
  ),
  broken(
    'hashed-for-plain-json',
    'The body is hashed where its label has no parameter.',
    fails('other-body-deletes-nobody'),
    steps({
      checkBodyHash: (call, given) =>
        call.request.headers.get('content-type')?.includes(';') ? undefined : MASTERCARD.checkBodyHash(call, given),
    }),
    { requirements: ['other-body-deletes-nobody'] },
  ),
  lax('none-needs-no-signature', 'The method NONE needs no signature.', BROKEN, {
    checkSignatureMethod: (call, given) => (isNone(given) ? undefined : MASTERCARD.checkSignatureMethod(call, given)),
    checkSignature: (call, given, issuer) =>
      isNone(given) ? undefined : MASTERCARD.checkSignature(call, given, issuer),
  }),
  lax('future-accepted', 'A timestamp that is ahead is accepted.', LAX, {
    checkTimestamp: (call, given) =>
      Number(given.get('oauth_timestamp')) * 1000 > call.state.clock.now()
        ? undefined
        : MASTERCARD.checkTimestamp(call, given),
  }),
  lax('no-number-accepted', 'A timestamp that is no number is never outside of the window.', LAX, {
    checkTimestamp: (call, given) =>
      /^\d+$/.test(given.get('oauth_timestamp') ?? '') ? MASTERCARD.checkTimestamp(call, given) : undefined,
  }),
  forgetful('nonce-forgotten', 1000, 'A nonce is forgotten after a second.'),
  forgetful('nonce-forgotten-late', 10_000, 'A nonce is forgotten after ten seconds (`--linger 30s`).', LINGERING),
  refusedButDone('hash-refused-but-done', 'an empty body hash', BROKEN, (header) =>
    header.includes('oauth_body_hash=""'),
  ),
  refusedButDone('nonce-refused-but-done', 'no nonce', LAX, (header) => count(header, 'nonce') === 0 && header !== ''),
  refusedButDone('version-refused-but-done', 'version 2.0', LAX, (header) => header.includes('"2.0"')),
];

/** Deletions by other ways than the documented path and method. */
export const SIDE_DOORS: readonly Wrong[] = sideDoors<MastercardRun>({
  path: '/cts/issuers/user-deletions',
  bodyOf: (id) => JSON.stringify([id]),
  lettingIn: (through) => ({
    through,
    behaviour: {
      authenticate: (call) => (call.request.headers.has(SIDE_DOOR) ? ownIssuer(call) : MASTERCARD.authenticate(call)),
    },
  }),
});

const methodOf = (given: Parameters) => given.get('oauth_signature_method');
const isNone = (given: Parameters) => methodOf(given) === 'NONE';

const headerOf = ({ request }: MastercardCall): string => request.headers.get('authorization') ?? '';
const valuesIn = (header: string, name: string): string[] =>
  [...header.matchAll(new RegExp(`oauth_${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
const count = (header: string, name: string): number => valuesIn(header, name).length;

/** Reads a header in which one parameter occurs twice as if it had the chosen value alone. */
function choosing(call: MastercardCall, name: string, choose: (values: string[]) => string | undefined): Parameters {
  const header = headerOf(call);
  const values = valuesIn(header, name);
  const chosen = values.length > 1 ? choose(values) : undefined;
  if (chosen === undefined) return MASTERCARD.readParameters(call);
  const others = header.replace(new RegExp(`,?oauth_${name}="[^"]*"`, 'g'), '').replace(/^OAuth ,/, 'OAuth ');
  const headers = { authorization: `${others},oauth_${name}="${chosen}"` };
  return MASTERCARD.readParameters({ ...call, request: new Request(call.request.url, { method: 'POST', headers }) });
}

function reading(
  id: string,
  does: string,
  row: string,
  choose: (values: string[]) => string | undefined,
  name: string,
): Wrong {
  return broken(id, does, fails(row), steps({ readParameters: (call) => choosing(call, name, choose) }), {
    requirements: [row],
  });
}

function lax(id: string, does: string, row: string, behaviour: Partial<MastercardBehaviour>): Wrong {
  return broken(id, does, row === LAX ? warns(row) : fails(row), steps(behaviour), { requirements: [row] });
}

function refusedButDone(id: string, who: string, row: string, isDone: (header: string) => boolean): Wrong {
  const change = steps({
    async authenticate(call) {
      if (isDone(headerOf(call))) for (const named of namedIn(call)) ownIssuer(call).users.delete(named);
      return MASTERCARD.authenticate(call);
    },
  });
  return broken(id, `A call with ${who} is refused, after the users were deleted.`, fails(row), change, {
    requirements: [row],
  });
}

/** Remembers a nonce for so many ms. */
function forgetful(id: string, ms: number, does: string, run: MastercardRun = {}): Wrong {
  return broken(
    id,
    does,
    warns(LAX),
    () => {
      const seen = new Map<string, number>();
      return {
        ...run,
        behaviour: {
          checkNonce(call, given) {
            const nonce = given.get('oauth_nonce') ?? '';
            const now = call.state.clock.now();
            if (now - (seen.get(nonce) ?? -Infinity) < ms) MASTERCARD.checkNonce(call, given);
            seen.set(nonce, now);
          },
        },
      };
    },
    { requirements: [LAX] },
  );
}
