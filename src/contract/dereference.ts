/** A reference that names nothing, or leads back to itself. */
export class DereferenceError extends Error {
  readonly reference: string;
  readonly isCircle: boolean;

  constructor(reference: string, isCircle: boolean) {
    super(`${reference} ${isCircle ? 'leads back to itself' : 'names nothing'}`);
    this.name = 'DereferenceError';
    this.reference = reference;
    this.isCircle = isCircle;
  }
}

type Json = Readonly<Record<string, unknown>>;

/**
 * A JSON document in which every local reference (`{"$ref": "#/…"}`) is replaced by what it names. What stands beside a
 * `$ref` comes first and counts before what it names. References to the same place share one value.
 * @throws DereferenceError for one that names nothing, or that leads back to itself
 */
export function dereferenced(document: Json): Json {
  const resolved = new Map<string, unknown>();
  const open = new Set<string>(['#']);

  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk);
    if (!isObject(node)) return node;
    const { $ref: reference, ...besides } = node;
    if (typeof reference !== 'string') return mapped(node);
    const target = resolve(reference);
    if (Object.keys(besides).length === 0 || !isObject(target)) return target;
    const first = mapped(besides);
    return { ...first, ...target, ...first };
  };
  const mapped = (node: Json): Json =>
    Object.fromEntries(Object.entries(node).map(([name, value]) => [name, walk(value)]));

  const resolve = (reference: string): unknown => {
    if (resolved.has(reference)) return resolved.get(reference);
    if (open.has(reference)) throw new DereferenceError(reference, true);
    open.add(reference);
    const value = walk(tokensOf(reference).reduce((at: unknown, token) => step(at, token, reference), document));
    open.delete(reference);
    resolved.set(reference, value);
    return value;
  };
  /** One step into the document; a reference on the way is followed. */
  const step = (at: unknown, token: string, reference: string): unknown => {
    const followed =
      isObject(at) && typeof at['$ref'] === 'string' && !Object.hasOwn(at, token) ? resolve(at['$ref']) : at;
    if ((isObject(followed) || Array.isArray(followed)) && Object.hasOwn(followed, token))
      return (followed as Json)[token];
    throw new DereferenceError(reference, false);
  };

  return walk(document) as Json;
}

/** The names of a JSON Pointer in a fragment (RFC 6901, section 6). */
function tokensOf(reference: string): string[] {
  const [, ...tokens] = reference.split('/');
  return tokens.map((token) => decoded(token).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
