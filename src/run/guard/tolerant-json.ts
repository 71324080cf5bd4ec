// By hand: no parser shows properties that occur twice and what is left behind the first text.

/** A JSON value with everything that parsers disagree about: properties that occur twice, texts behind the first. */
export type JsonNode =
  | { readonly kind: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly kind: 'array'; readonly elements: JsonNode[] }
  | { readonly kind: 'object'; readonly properties: [name: string, value: JsonNode | undefined][] };

export interface TolerantJson {
  /** The values that the text consists of, the last one perhaps broken off. */
  readonly roots: readonly JsonNode[];
  /** The rest of the text, from the first character that is not valid JSON; empty if all of it was read. */
  readonly rest: string;
}

/** What nests deeper is not read on: it was made to break parsers. */
const DEEPEST = 64;

const WHITE_SPACE = /[\s\u{FEFF}]*/uy;
const STRING = /"([^"\\]*(?:\\[^][^"\\]*)*)(?:"|\\?$)/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

class Broken extends Error {}

/** Reads a text that should be JSON as far as it is; nothing of it is dropped. */
export function readTolerantly(text: string): TolerantJson {
  const roots: JsonNode[] = [];
  let at = 0;

  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found) at = pattern.lastIndex;
    return found;
  };
  const next = (): string | undefined => {
    take(WHITE_SPACE);
    return text[at];
  };
  const skip = (character: string): boolean => {
    if (next() !== character) return false;
    at += 1;
    return true;
  };

  /** Containers are filled while they are read, so that a text that breaks off shows what it held. */
  const value = (keep: (node: JsonNode) => void, depth: number): void => {
    if (depth > DEEPEST) throw new Broken();
    const first = next();
    if (first === '{') return object(keep, depth);
    if (first === '[') return array(keep, depth);
    const string = take(STRING);
    if (string) return keep({ kind: 'scalar', value: unescaped(string[1] ?? '') });
    const number = take(NUMBER);
    if (number) return keep({ kind: 'scalar', value: Number(number[0]) });
    const word = take(WORD);
    if (!word) throw new Broken();
    keep({ kind: 'scalar', value: WORDS[word[0]] ?? null });
  };

  const array = (keep: (node: JsonNode) => void, depth: number): void => {
    const elements: JsonNode[] = [];
    keep({ kind: 'array', elements });
    at += 1;
    if (skip(']')) return;
    do if (next() !== undefined) value((node) => elements.push(node), depth + 1);
    while (skip(','));
    close(']');
  };

  const object = (keep: (node: JsonNode) => void, depth: number): void => {
    const properties: [string, JsonNode | undefined][] = [];
    keep({ kind: 'object', properties });
    at += 1;
    if (skip('}')) return;
    do {
      if (next() === undefined) return;
      const name = take(STRING);
      if (!name) throw new Broken();
      const property: [string, JsonNode | undefined] = [unescaped(name[1] ?? ''), undefined];
      properties.push(property);
      if (skip(':') && next() !== undefined) value((node) => (property[1] = node), depth + 1);
    } while (skip(','));
    close('}');
  };

  const close = (character: string): void => {
    if (!skip(character) && next() !== undefined) throw new Broken();
  };

  try {
    while (next() !== undefined) value((node) => roots.push(node), 0);
    return { roots, rest: '' };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { roots, rest: text.slice(at) };
  }
}

/** Invalid escapes keep their character. */
function unescaped(raw: string): string {
  const known: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
  return raw.replace(/\\u([0-9a-f]{4})|\\([^])/gi, (_, digits: string | undefined, character = '') =>
    digits === undefined
      ? (known[character as string] ?? String(character))
      : String.fromCharCode(parseInt(digits, 16)),
  );
}

/** Every node at a JSON Pointer, properties that occur twice included; an index or `-` names no place of a list here. */
export function nodesAt(root: JsonNode, pointer: string): JsonNode[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<JsonNode[]>(
    (nodes, step) =>
      nodes.flatMap((node) =>
        node.kind === 'object'
          ? node.properties.flatMap(([name, value]) => (name === step && value ? [value] : []))
          : [],
      ),
    [root],
  );
}

/** A text, number, boolean or null, and where it is. */
export interface Scalar {
  /** JSON Pointer, `-` for every index. */
  readonly pointer: string;
  /** The last property name on the way to it; empty where there is none. */
  readonly name: string;
  readonly value: string | number | boolean | null;
}

/** Every scalar under a node. */
export function scalarsOf(node: JsonNode, pointer = '', name = ''): Scalar[] {
  switch (node.kind) {
    case 'scalar':
      return [{ pointer, name, value: node.value }];
    case 'array':
      return node.elements.flatMap((one) => scalarsOf(one, `${pointer}/-`, name));
    case 'object':
      return node.properties.flatMap(([own, value]) =>
        value ? scalarsOf(value, `${pointer}/${own.replaceAll('~', '~0').replaceAll('/', '~1')}`, own) : [],
      );
  }
}

/** Every property name under a node. */
export function namesIn(node: JsonNode): string[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'array') return node.elements.flatMap(namesIn);
  return node.properties.flatMap(([name, value]) => [name, ...(value ? namesIn(value) : [])]);
}
