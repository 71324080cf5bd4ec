import { invalidField, invalidKeys } from './errors.ts';

/** A client of the service; the secret is made at run time. */
export interface Client {
  readonly id: string;
  readonly secret: string;
}

/** The client whose credentials a request carries (RFC 7617). @throws Refusal 401 */
export function authenticate(header: string | undefined, clients: readonly Client[]): string {
  const encoded = /^basic +([A-Za-z0-9+/]+=*)[ \t]*$/i.exec(header ?? '')?.[1];
  // Only the canonical encoding is a pair; what decodes leniently is refused.
  const pair = encoded ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (!encoded || pair.toString('base64') !== encoded) throw invalidKeys();
  const client = clients.find(({ id, secret }) => pair.equals(Buffer.from(`${id}:${secret}`)));
  if (!client) throw invalidKeys();
  return client.id;
}

/** The members of a JSON object. @throws Refusal 400 where the body is something else */
export function members(body: Uint8Array): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw invalidField('The body must be JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw invalidField('The body must be a JSON object.');
  return Object.fromEntries(Object.entries(parsed));
}

/** A field that must be a text with something in it. @throws Refusal 400 */
export function textField(fields: Readonly<Record<string, unknown>>, name: string, label = name): string {
  const value = fields[name];
  if (value === undefined || value === null || value === '') throw invalidField(`The ${label} field is required.`);
  if (typeof value !== 'string') throw invalidField(`The ${label} must be a string.`);
  return value;
}

/** The user that a request is about. @throws Refusal 400 */
export const externalUserId = (fields: Readonly<Record<string, unknown>>): string =>
  textField(fields, 'external_user_id', 'external user id');
