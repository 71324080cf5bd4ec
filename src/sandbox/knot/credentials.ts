import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';

/** A `client_id` and its secret (HTTP Basic, RFC 7617). */
export interface Credentials {
  readonly clientId: string;
  readonly secret: string;
}

/** Throw-away credentials. */
export function newCredentials(): Credentials {
  return { clientId: randomUUID(), secret: randomBytes(16).toString('hex') };
}

/** Reads an Authorization header. Undefined where it is no Basic header, not base64, not UTF-8 or has no colon. */
export function parseBasic(header: string | null): Credentials | undefined {
  const token = /^basic +(\S+) *$/i.exec(header ?? '')?.[1];
  const text = token === undefined ? undefined : decodeBase64(token);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) return undefined;
  return { clientId: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** Finds the tenant by its credentials. Every tenant is compared in full, so that timing reveals nothing. */
export function matchTenant<T extends { readonly credentials: Credentials }>(
  tenants: readonly T[],
  offered: Credentials | undefined,
): T | undefined {
  let found: T | undefined;
  for (const tenant of tenants) {
    const id = same(tenant.credentials.clientId, offered?.clientId ?? '');
    const secret = same(tenant.credentials.secret, offered?.secret ?? '');
    if (id && secret) found = tenant;
  }
  return found;
}

/** Strict base64 (RFC 4648, 4): alphabet, padding and unused bits must be right, which `Buffer` does not check. */
function decodeBase64(token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.toString('base64') !== token) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
