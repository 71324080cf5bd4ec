import { randomUUID } from 'node:crypto';

/** Properties whose value is data, whatever it looks like. */
const DATA = new Set(['const', 'default', 'enum', 'example']);

/** Properties that hold something under names that anybody may choose, so that no name in them is one of the words above. */
const NAMED = new Set(
  `$defs callbacks content definitions dependentSchemas encoding examples headers links mapping parameters pathItems
  paths patternProperties properties requestBodies responses schemas scopes securitySchemes variables
  webhooks`.split(/\s+/),
);

/** A document without its data, and what puts that back. */
export interface WithoutData {
  readonly document: unknown;
  /** Puts the data back into what became of the document, in place. */
  readonly restore: (document: unknown) => void;
}

/**
 * Takes the data out of an OpenAPI document (examples, defaults, enumerated values): a `$ref` in data is a text like any
 * other, and refers to nothing. What references are resolved in must not hold it.
 */
export function withoutData(document: unknown): WithoutData {
  const marker = randomUUID();
  const kept = new Map<string, unknown>();
  const keep = (value: unknown): string => {
    const token = `${marker} ${kept.size}`;
    kept.set(token, value);
    return token;
  };

  const hide = (node: unknown, isNamed = false, data = DATA): unknown => {
    if (Array.isArray(node)) return node.map((one) => hide(one));
    if (!isObject(node)) return node;
    const entries = Object.entries(node).map(([name, value]): [string, unknown] => {
      if (isNamed) return [name, hide(value, false, data)];
      if (data.has(name) || (name === 'examples' && Array.isArray(value))) return [name, keep(value)];
      // An Example Object holds its data in `value`; its name is anybody's.
      return [name, hide(value, NAMED.has(name), name === 'examples' ? new Set(['value']) : DATA)];
    });
    return Object.fromEntries(entries);
  };

  return { document: hide(document), restore: (changed) => putBack(changed, kept, new Set()) };
}

function putBack(node: unknown, kept: ReadonlyMap<string, unknown>, seen: Set<unknown>): void {
  if (typeof node !== 'object' || node === null || seen.has(node)) return;
  seen.add(node);
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string' && kept.has(value)) (node as Record<string, unknown>)[name] = kept.get(value);
    else putBack(value, kept, seen);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
