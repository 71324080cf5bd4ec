import { valueAt } from '../../contract/pointer.ts';
import { isHarmlessHeader } from '../harmless-headers.ts';
import type { WireRequest } from '../types.ts';
import { storedBody } from './stored-body.ts';
import type { StoredHeader, StoredRequest } from './types.ts';

/** How requests to one target are read. */
export interface Reading {
  readonly baseUrl: string;
  /** Takes the secrets out of a text. */
  readonly redact: (text: string) => string;
  /** JSON Pointer to what only an encrypted body has; such a body differs every time. */
  readonly encryptedBody?: string;
  /** Query parameter that carries credentials. */
  readonly credentialParameter?: string;
  /** Names, in lower case, of the headers that the operator adds. */
  readonly operatorHeaders: ReadonlySet<string>;
}

/** What of a request is stored and matched: nothing of who sends it, nothing that differs every time but random ids. */
export function storedRequest({ method, url, headers, body }: WireRequest, reading: Reading): StoredRequest {
  const { baseUrl, redact } = reading;
  const path = url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url;
  return {
    method,
    path: redact(withoutCredentials(path, reading.credentialParameter)),
    headers: headers.filter(([name]) => isTelling(name, reading)).map(([name, value]): StoredHeader => [name, value]),
    body: body ? (isEncrypted(body, reading) ? { encrypted: true } : storedBody(body, redact)) : null,
  };
}

function isTelling(name: string, { operatorHeaders }: Reading): boolean {
  const lower = name.toLowerCase();
  // Which suite sends it is no part of what is sent.
  return isHarmlessHeader(name) && lower !== 'user-agent' && !operatorHeaders.has(lower);
}

function withoutCredentials(path: string, parameter: string | undefined): string {
  if (parameter === undefined) return path;
  const [address = '', query] = path.split('?');
  const members = query?.split('&').filter((member) => member.split('=')[0] !== encodeURIComponent(parameter)) ?? [];
  return members.length === 0 ? address : `${address}?${members.join('&')}`;
}

function isEncrypted(body: Buffer, { encryptedBody }: Reading): boolean {
  if (encryptedBody === undefined) return false;
  try {
    return valueAt(JSON.parse(body.toString('utf8')), encryptedBody) !== undefined;
  } catch {
    return false;
  }
}
