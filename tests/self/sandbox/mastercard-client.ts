import OAuth from 'mastercard-oauth1-signer';
import forge from 'node-forge';
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WireResponse } from '../../../src/http/types.ts';
import { inProcessBaseUrl } from '../../../src/sandbox/index.ts';
import type { Sandbox } from '../../../src/sandbox/index.ts';
import { createMastercardSandbox } from '../../../src/sandbox/mastercard/index.ts';
import type { MastercardOptions } from '../../../src/sandbox/mastercard/index.ts';
import { newMastercardCredentials } from '../../../src/sandbox/mastercard/credentials.ts';
import { send, virtualClock } from './harness.ts';

type Parameters = Record<string, string | undefined>;
const signer = OAuth as unknown as {
  extractQueryParams(url: string): Map<string, Set<string>>;
  toOAuthParamString(query: Map<string, Set<string>>, oauth: Map<string, string>): string;
  getBaseUriString(url: string): string;
  getSignatureBaseString(method: string, baseUri: string, params: string): string;
};

/** What of a request departs from the right one. */
export interface Deviation {
  /** Changes the protocol parameters before they are signed. */
  readonly parameters?: Parameters;
  /** Changes them after. */
  readonly afterwards?: Parameters;
  readonly signedAs?: { readonly method?: string; readonly path?: string; readonly body?: string };
  readonly digest?: string;
  /** Signs the base string to the letter of RFC 5849. */
  readonly rfc?: boolean;
  readonly as?: 'own' | 'other';
  readonly key?: 'own' | 'other';
  readonly authorization?: string | null;
  readonly type?: string | null;
}

const keys = newMastercardCredentials();

/** Removes the keys of this worker; call it after all tests of the file. */
export const disposeKeys = async () => (await keys).dispose();

/** The private key of a keystore, as any client would take it out. */
export function keyOf(sandbox: Sandbox, prefix: string): string {
  const { [`${prefix}SIGNING_KEY`]: path = '', [`${prefix}SIGNING_KEY_PASSWORD`]: password } = sandbox.environment;
  const known = pems.get(path);
  if (known !== undefined) return known;
  const store = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(readFileSync(path, 'binary')), password ?? '');
  const friendlyName = sandbox.environment[`${prefix}SIGNING_KEY_ALIAS`] ?? '';
  // The certificate goes by the same alias.
  const key = store.getBags({ friendlyName }).friendlyName?.find((bag) => bag.key)?.key;
  if (!key) throw new Error(`no key "${friendlyName}" in the keystore`);
  const pem = forge.pki.privateKeyToPem(key);
  pems.set(path, pem);
  return pem;
}

const pems = new Map<string, string>();

/** A sandbox on a clock of its own, and a client that signs as the vendor's library does. */
export async function startMastercard(options: Partial<MastercardOptions> = {}) {
  const clock = virtualClock();
  const sandbox = await createMastercardSandbox({ clock, credentials: await keys, ...options });
  const signing = { own: keyOf(sandbox, 'MASTERCARD_'), other: keyOf(sandbox, 'MASTERCARD_OTHER_') };
  const consumer = {
    own: sandbox.environment.MASTERCARD_CONSUMER_KEY,
    other: sandbox.environment.MASTERCARD_OTHER_CONSUMER_KEY,
  };
  const base = inProcessBaseUrl(sandbox);

  function authorization(method: string, path: string, body: string, deviation: Deviation): string {
    const parameters: Parameters = {
      oauth_body_hash: createHash('sha256')
        .update(deviation.signedAs?.body ?? body)
        .digest('base64'),
      oauth_consumer_key: consumer[deviation.as ?? 'own'],
      oauth_nonce: randomBytes(8).toString('hex'),
      oauth_signature_method: 'RSA-SHA256',
      oauth_timestamp: String(Math.floor(clock.now() / 1000)),
      oauth_version: '1.0',
      ...deviation.parameters,
    };
    const url = base + (deviation.signedAs?.path ?? path);
    const text = (deviation.rfc ? rfcText : officialText)(
      deviation.signedAs?.method ?? method,
      url,
      defined(parameters),
    );
    const key = createPrivateKey(signing[deviation.key ?? deviation.as ?? 'own']);
    const signature = sign(deviation.digest ?? 'sha256', Buffer.from(text), key).toString('base64');
    const all = defined({ ...parameters, oauth_signature: encodeURIComponent(signature), ...deviation.afterwards });
    return `OAuth ${all.map(([name, value]) => `${name}="${value}"`).join(',')}`;
  }

  const call = (method: string, path: string, body = '', deviation: Deviation = {}): Promise<WireResponse> => {
    const header = deviation.authorization ?? authorization(method, path, body, deviation);
    const headers = [
      ...(deviation.authorization === null ? [] : [['authorization', header] as const]),
      ...(deviation.type === null || body === ''
        ? []
        : [['content-type', deviation.type ?? 'application/json'] as const]),
    ];
    return send(sandbox, method, path, { headers, ...(body === '' ? {} : { body }) });
  };
  const enrol = (card: string, deviation?: Deviation) =>
    call('POST', '/issuers/users', JSON.stringify(profile(card)), deviation);
  return {
    clock,
    sandbox,
    call,
    enrol,
    /** Enrols the n-th card of the issuer and returns the user's id. */
    user: async (n: number, as: 'own' | 'other' = 'own') => {
      const answer = await enrol(card(n, as === 'own' ? '534403' : '552433'), { as });
      return (JSON.parse(answer.body.toString()) as { userid: string }).userid;
    },
    remove: (ids: unknown, deviation?: Deviation) =>
      call('POST', '/issuers/user-deletions', JSON.stringify(ids), deviation),
    score: (id: string, deviation?: Deviation) =>
      call('GET', `/issuers/users/${id}/aggregate-carbon-scores`, '', deviation),
    dashboard: (id: string, query = '') => call('GET', `/issuers/users/${id}/dashboards${query}`),
  };
}

/** What the contract requires to enrol. */
export function profile(cardNumber: string) {
  return {
    cardNumber,
    email: { type: 'home', value: 'john@mail.example' },
    expiryInfo: { month: '10', year: '2030' },
    cardBaseCurrency: 'USD',
    cardholderName: 'John Doe',
  };
}

/** The n-th card with a right check digit (ISO/IEC 7812-1). */
export function card(n: number, range: string): string {
  const digits = range + String(n).padStart(15 - range.length, '0');
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const weighted = Number(digit) * (2 - (index % 2));
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

const defined = (parameters: Parameters) =>
  Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);

function officialText(method: string, url: string, parameters: [string, string][]): string {
  const normalized = signer.toOAuthParamString(signer.extractQueryParams(url), new Map(parameters));
  return signer.getSignatureBaseString(method, signer.getBaseUriString(url), normalized);
}

function rfcText(method: string, url: string, parameters: [string, string][]): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll('!', '%21');
  const query = [...new URL(url).searchParams];
  const pairs = [...query, ...parameters].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  return [method, url.split('?')[0] ?? '', pairs.join('&')].map(encode).join('&');
}
