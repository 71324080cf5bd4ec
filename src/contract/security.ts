type Json = Readonly<Record<string, unknown>>;

/** A scheme by which a contract states who may call (OpenAPI, Security Scheme Object). */
export interface SecurityScheme {
  /** Its name in the document. */
  readonly key: string;
  readonly type: string;
  /** Of type `http`, in small letters: `basic`, `bearer`. */
  readonly scheme?: string;
  /** Of type `apiKey`: where the key is, and its name there. */
  readonly in?: string;
  readonly name?: string;
  /** Of type `oauth2`, with client credentials: where tokens are issued, and the scopes that there are. */
  readonly tokenUrl?: string;
  readonly scopes?: readonly string[];
}

/**
 * The schemes that an operation accepts: by its own `security`, else by that of the document.
 * @returns none where the document names none
 */
export function readSecurity(document: Json, operation: Json): SecurityScheme[] {
  const all = object(object(document['components'])['securitySchemes']);
  const demanded = operation['security'] ?? document['security'];
  const keys = Array.isArray(demanded) ? new Set(demanded.flatMap((one) => Object.keys(object(one)))) : [];
  return [...keys].flatMap((key) => {
    const { type, scheme, in: place, name, flows } = object(all[key]);
    const { tokenUrl, scopes } = object(object(flows)['clientCredentials']);
    if (typeof type !== 'string') return [];
    return [
      {
        key,
        type,
        ...(typeof scheme === 'string' ? { scheme: scheme.toLowerCase() } : {}),
        ...(typeof place === 'string' ? { in: place } : {}),
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof tokenUrl === 'string' ? { tokenUrl } : {}),
        ...(Object.keys(object(scopes)).length > 0 ? { scopes: Object.keys(object(scopes)) } : {}),
      },
    ];
  });
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
