import { schemeOf } from '../auth/schemes.ts';
import { valueAt } from '../contract/json-pointer.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { WireRequest } from '../http/types.ts';
import type { RecordedRun } from '../run/recording-types.ts';
import { storedBody } from './stored-body.ts';
import type { StoredHeader, StoredRequest } from './types.ts';

/** How requests to one target are read. */
export interface Reading {
  readonly baseUrl: string;
  /** The call that proves who asks for a token: it is stored under its path, wherever the operator has put it. */
  readonly tokenCall?: { readonly path: string; readonly url?: string; readonly fields: readonly string[] };
  readonly redactor: Redactor;
  /** JSON Pointer to what only an encrypted body has; such a body differs every time. */
  readonly encryptedBody?: string;
  /** Names, in lower case, of headers that hold credentials, that the operator adds, or that name the suite. */
  readonly leftOut: ReadonlySet<string>;
  /** Query parameter that carries credentials, or states who calls. */
  readonly credentialParameter?: string;
}

/** How the requests of a run are read, recorded or present. */
export function readingOf({ vendor, target, redactor }: RecordedRun): Reading {
  const { auth, encryptedBody } = vendor.profile;
  const places = schemeOf(auth).placesOf(auth);
  const parameter = places.query ?? places.callerInQuery;
  const tokenCall = schemeOf(auth).tokenCall?.(auth, target.credentials);
  const names = ['Authorization', 'User-Agent', ...places.headers];
  return {
    baseUrl: target.baseUrl,
    ...(tokenCall ? { tokenCall } : {}),
    redactor,
    ...(encryptedBody === undefined ? {} : { encryptedBody }),
    leftOut: new Set([...names, ...target.headers.map(([name]) => name)].map((name) => name.toLowerCase())),
    ...(parameter === undefined ? {} : { credentialParameter: parameter }),
  };
}

/** What of a request is stored and compared: all but who sends it, and what is encrypted. */
export function storedRequest({ method, url, headers, body }: WireRequest, reading: Reading): StoredRequest {
  const { baseUrl, redactor } = reading;
  const behind = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url;
  const { tokenCall } = reading;
  const path = tokenCall && url === tokenCall.url ? tokenCall.path : behind;
  const sent = body && path === tokenCall?.path ? withoutFields(body, tokenCall.fields) : body;
  const kept = headers.filter(([name]) => !reading.leftOut.has(name.toLowerCase()));
  return {
    method,
    path: redactor.url(withoutCredentials(path, reading.credentialParameter)),
    headers: redactor.headers(kept).map(([name, value]): StoredHeader => [name, value]),
    ...(sent ? { body: isEncrypted(sent, reading) ? { encrypted: true } : storedBody(sent, redactor.text) } : {}),
  };
}

/** A form without the pairs that state who calls, rightly or wrongly. */
function withoutFields(form: Buffer, fields: readonly string[]): Buffer {
  const kept = form
    .toString('utf8')
    .split('&')
    .filter((pair) => !fields.includes(pair.split('=', 1)[0] ?? ''));
  return Buffer.from(kept.join('&'));
}

function withoutCredentials(path: string, parameter: string | undefined): string {
  if (parameter === undefined) return path;
  const [address = '', query] = path.split('?');
  const properties =
    query?.split('&').filter((property) => property.split('=')[0] !== encodeURIComponent(parameter)) ?? [];
  return properties.length === 0 ? address : `${address}?${properties.join('&')}`;
}

function isEncrypted(body: Buffer, { encryptedBody }: Reading): boolean {
  if (encryptedBody === undefined) return false;
  try {
    return valueAt(JSON.parse(body.toString('utf8')), encryptedBody) !== undefined;
  } catch {
    return false;
  }
}
