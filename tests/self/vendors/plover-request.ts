/** A privacy request of Plover Lists. */
export interface ErasureRequest {
  readonly request_id: string;
  readonly type: string;
  readonly identities: readonly { readonly kind: string; readonly value: string }[];
}

/** What a body holds, as far as it is an object with a list of identities; undefined where it is none. */
export function identityIn(text: string): ErasureRequest | undefined {
  try {
    if (text.includes('\uFFFD') || /"value"[^}]*"value"/.test(text)) return undefined;
    const body = JSON.parse(text) as ErasureRequest | null;
    return Array.isArray(body?.identities) ? body : undefined;
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a request keeps the definition. */
export function keepsDefinition(request: ErasureRequest): boolean {
  const { request_id: id, type, identities, ...rest } = request;
  const [identity] = identities;
  return (
    Object.keys(rest).length === 0 &&
    typeof id === 'string' &&
    UUID.test(id) &&
    type === 'erasure' &&
    identities.length === 1 &&
    identity?.kind === 'contact_id' &&
    isContactId(identity.value)
  );
}

/** Whether a value is the id of a contact, by its form. */
export const isContactId = (value: unknown): boolean => typeof value === 'string' && /^c_[0-9a-f]{24}$/.test(value);
