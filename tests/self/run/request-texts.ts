import type { WireRequest } from '../../../src/http/types.ts';

/** What a request says that is no id: names of the contract, and what further properties of generated cases are called. */
const VOCABULARY = /^(?:external_user_id|id|ids|x_\w+|user|delete|cts|issuers|user-deletions|)$/i;

/** Headers that no store reads an id from. */
const PLAIN_HEADER =
  /^(?:accept(?:-charset|-language)?|authorization|content-type|content-length|user-agent|host|connection|accept-encoding|knot-version|expect)$/i;

/** Values in the place of an id that a loose comparison may take for everybody. */
const EVERYBODY = 'everybody';

/**
 * Every text of a request that a server could take for an id, read as naively as servers do it; `everybody` for what
 * matches all of them.
 * @param nobody constants that the profile names as nobody's
 */
export function textsOf(
  { method, url, headers, body }: WireRequest,
  idsAt: string,
  nobody: readonly string[],
): string[] {
  const { pathname, search } = new URL(url);
  const text = body?.toString('utf8') ?? '';
  const around = [
    ...pathname.split('/'),
    ...search.slice(1).split(/[&=]/),
    ...headers.filter(([name]) => !PLAIN_HEADER.test(name)).map(([, value]) => value),
  ];
  const found = [...around.flatMap(decoded), ...leaves(text), ...quotedIn(text), ...formIn(text), ...numbersIn(text)];
  const everybody = method !== 'POST' || isEverybody(text, idsAt, nobody) ? [EVERYBODY] : [];
  return [...new Set([...found, ...everybody])].filter((one) => !VOCABULARY.test(one));
}

export const meansEverybody = (text: string): boolean => text === EVERYBODY;

function decoded(text: string): string[] {
  try {
    const once = decodeURIComponent(text);
    return [once, decodeURIComponent(once)];
  } catch {
    return [text];
  }
}

/** Texts and property names, however deep. */
function leaves(text: string): string[] {
  const walk = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...walk(inner)]);
  };
  try {
    return walk(JSON.parse(text));
  } catch {
    return [];
  }
}

/** What stands between quotes, wherever: properties that stand twice, texts that break off. */
function quotedIn(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)(?:"|$)/gs)].map(([, piece = '']) => {
    try {
      return JSON.parse(`"${piece}"`) as string;
    } catch {
      return piece;
    }
  });
}

function formIn(text: string): string[] {
  return /^[\w.]+=/.test(text) ? [...new URLSearchParams(text)].flat() : [];
}

/** Numbers outside of quotes; large ones are drawn at random. */
function numbersIn(text: string): string[] {
  const bare = text.replace(/"(?:[^"\\]|\\.)*("|$)/gs, ' ');
  return [...bare.matchAll(/(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])/g)]
    .map(([number]) => number)
    .filter((number) => Number(number) < 1e15);
}

/** Whether what stands in the place of an id is nothing, or no text. */
function isEverybody(text: string, idsAt: string, nobody: readonly string[]): boolean {
  try {
    const body: unknown = JSON.parse(text);
    const named = idsAt === '' ? body : (body as Record<string, unknown> | null)?.[idsAt];
    if (named === undefined || (idsAt === '' && !Array.isArray(named))) return false;
    const ids: readonly unknown[] = Array.isArray(named) && idsAt === '' ? named : [named];
    const isText = (id: unknown): boolean =>
      typeof id === 'string' && (/[\p{L}\p{N}]/u.test(id) || nobody.includes(id));
    return ids.length === 0 || ids.some((id) => typeof id !== 'number' && !isText(id));
  } catch {
    return false;
  }
}
