import { Refusal } from '../../../../src/sandbox/answer.ts';
import { MASTERCARD } from '../../../../src/sandbox/mastercard/behaviour.ts';
import { invalidAuthHeader } from '../../../../src/sandbox/mastercard/errors.ts';
import type { MastercardBehaviour, MastercardCall } from '../../../../src/sandbox/mastercard/steps.ts';
import { broken, fails, warns, type Primary } from '../types.ts';
import { namedIn, ownIssuer, steps, type Wrong } from './tools.ts';

const ORDER = 'order-of-parameters-changes-nothing';
const VERSION = 'oauth-version-may-be-absent';
const SPELLING = 'other-spelling-of-the-header-is-accepted';
const PSS = 'rsa-pss-is-accepted-or-refused';
const FORGED = 'forged-identity-is-refused-and-deletes-nobody';

/** Verifiers that know one way to write a valid header, or trip over the rest. */
export const HEADER_FORMS: readonly Wrong[] = [
  memory('first-order-alone', 'Refuses parameters in another order than those of the first call.', ORDER),
  form('signature-comes-last', 'Reads the signature only where it comes last.', fails(ORDER), (header) =>
    /oauth_signature="[^"]*"[^"]+"/.test(header),
  ),
  form('version-needed', 'Refuses a header without oauth_version.', fails(VERSION), (header) =>
    isSigned(header, 'oauth_version'),
  ),
  crash('version-crashes', 'Crashes over a header without oauth_version.', fails(VERSION), (header) =>
    isSigned(header, 'oauth_version'),
  ),
  form('blanks-refused', 'Refuses blanks after the commas of a header.', warns(SPELLING), (header) =>
    /", /.test(header),
  ),
  form('realm-refused', 'Refuses a header with a realm.', warns(SPELLING), (header) => /realm=/.test(header)),
  form('encoded-refused', 'Refuses a percent-encoded body hash.', warns(SPELLING), (header) =>
    /oauth_body_hash="[^"]*%/.test(header),
  ),
  crash('pss-crashes', 'Crashes over the method RSA-PSS.', fails(PSS), isPss),
  done('pss-refused-but-done', 'Refuses the method RSA-PSS after the users were deleted.', fails(PSS), isPss),
];

/** What stands at an edge, and is believed from outside too. */
export const FORGED_IDENTITIES: readonly Wrong[] = [
  ...['x-forwarded-user', 'x-authenticated-userid', 'x-consumer-id', 'x-client-id', 'x-tenant-id', 'x-api-key'].map(
    (name) =>
      forged(`trusts-${name}`, `Takes the caller from ${name} where nothing is signed.`, (call) =>
        call.request.headers.has(name),
      ),
  ),
  forged('certificate-in-a-header', 'Takes the word of a header for a client certificate.', (call) =>
    /success/i.test(call.request.headers.get('x-ssl-client-verify') ?? ''),
  ),
  forged('session-is-enough', 'Sets a session cookie, and lets in what carries one.', hasCookie, withCookie()),
  done(
    'forged-refused-but-done',
    'Refuses an unsigned call with the headers of a gateway after the users were deleted.',
    fails(FORGED),
    (_header, call) => call.request.headers.has('x-forwarded-user'),
  ),
];

const headerOf = ({ request }: MastercardCall): string => request.headers.get('authorization') ?? '';
const isSigned = (header: string, without: string): boolean =>
  header.includes('oauth_signature="') && !header.includes(`${without}=`);

function isPss(header: string): boolean {
  return header.includes('"RSA-PSS"');
}

function hasCookie({ request }: MastercardCall): boolean {
  return request.headers.has('cookie');
}

function withCookie(): Partial<MastercardBehaviour> {
  return {
    async render(call, answer) {
      const response = await MASTERCARD.render(call, answer);
      response.headers.set('set-cookie', 'SESSION=conformance; Path=/; HttpOnly');
      return response;
    },
  };
}

/** Refuses the order of names that differs from the first one seen, as a base string that is not sorted would. */
function memory(id: string, does: string, row: string): Wrong {
  const change = () => {
    let first: string | undefined;
    return {
      behaviour: {
        readParameters(call: MastercardCall) {
          const names = [...headerOf(call).matchAll(/(oauth_\w+)="/g)].map(([, name]) => name).join();
          first ??= names;
          if (names !== first) throw refused();
          return MASTERCARD.readParameters(call);
        },
      },
    };
  };
  return broken(id, does, fails(row), change, { requirements: [row] });
}

function form(id: string, does: string, primary: Primary, isRefused: (header: string) => boolean): Wrong {
  const change = steps({
    readParameters(call) {
      if (isRefused(headerOf(call))) throw refused();
      return MASTERCARD.readParameters(call);
    },
  });
  return broken(id, does, primary, change, { requirements: Object.keys(primary) });
}

function crash(id: string, does: string, primary: Primary, isIt: (header: string) => boolean): Wrong {
  const change = steps({
    readParameters(call) {
      if (isIt(headerOf(call))) throw new Error('no such algorithm');
      return MASTERCARD.readParameters(call);
    },
  });
  return broken(id, does, primary, change, { requirements: Object.keys(primary) });
}

function done(
  id: string,
  does: string,
  primary: Primary,
  isIt: (header: string, call: MastercardCall) => boolean,
): Wrong {
  const change = steps({
    authenticate(call) {
      if (isIt(headerOf(call), call)) for (const named of namedIn(call)) ownIssuer(call).users.delete(named);
      return MASTERCARD.authenticate(call);
    },
  });
  return broken(id, does, primary, change, { requirements: Object.keys(primary) });
}

function forged(
  id: string,
  does: string,
  isIt: (call: MastercardCall) => boolean,
  more: Partial<MastercardBehaviour> = {},
): Wrong {
  const change = steps({
    ...more,
    authenticate: (call) => (headerOf(call) === '' && isIt(call) ? ownIssuer(call) : MASTERCARD.authenticate(call)),
  });
  return broken(id, does, fails(FORGED), change, { requirements: [FORGED] });
}

const refused = (): Refusal =>
  new Refusal(invalidAuthHeader('Bad Request - The Authorization header is not OAuth 1.0a'));
