/** No error is nested deeper; a hostile body may be. */
const DEEPEST = 40;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' };

/** Every text of a body as a person reads it: JSON taken apart, markup undone, one line of it a line. */
export function plainLines(body: string): string[] {
  const value = parsedJson(body);
  const texts = value === undefined ? [body.replaceAll(/(?:\\r)?\\n/g, '\n')] : textsIn(value);
  return texts.flatMap((text) => withoutMarkup(text).split(/\r?\n|\r/));
}

/** Every string of a JSON value, in order. */
export function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  return isObject(value) && depth <= DEEPEST ? Object.values(value).flatMap((one) => textsIn(one, depth + 1)) : [];
}

/** The JSON of a text; undefined where it is not one. */
export function parsedJson(text: string): unknown {
  // A thrown error costs more than all the rest, and most lines of an answer are header lines.
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Elements that begin a line of their own end one; others only decorate what is in them. */
function withoutMarkup(text: string): string {
  if (!/<\/?[a-z][^<>]*>|&[a-z#]/i.test(text)) return text;
  return text
    .replace(
      /<\/?(?:br|p|div|li|ul|ol|pre|tr|td|h\d|dt|dd|section|article|header|table|summary|details)\b[^<>]{0,500}>/gi,
      '\n',
    )
    .replace(/<\/?[a-z][^<>]{0,500}>/gi, '')
    .replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole);
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
