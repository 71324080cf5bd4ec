import { createHash } from 'node:crypto';

/** Bodies of this many bytes at most are kept as they are: nothing in them is worth condensing. */
export const SMALL_BODY = 8 * 1024;

/** What a condensed value may take, in characters of JSON, and how it is brought there, the gentle ways first. */
const MOST_CHARACTERS = 64 * 1024;
const LIMITS: readonly Limit[] = [
  { text: SMALL_BODY, entries: 1200 },
  { text: 256, entries: 1200 },
  { text: 256, entries: 50 },
  { text: 256, entries: 0 },
];

interface Limit {
  /** Characters of a string, or of a name. No string of a small body is longer than the first of them. */
  readonly text: number;
  /** Elements of an array, or properties of an object. */
  readonly entries: number;
}

/** What will be asked of a JSON value. */
export interface Questions {
  /** The answers, as a JSON value. */
  readonly answers: (value: unknown) => unknown;
  /** Names of properties, and positions of elements, that are kept however many others there are. */
  readonly names: ReadonlySet<string>;
}

/**
 * A small copy of a large JSON value: long strings become their length and hash, long arrays and objects end early. All
 * questions get the same answers from it as from the value; where no smaller copy answers so, it is the value itself.
 */
export function condense(value: unknown, { answers, names }: Questions): unknown {
  const said = JSON.stringify(answers(value));
  for (const limit of LIMITS) {
    const small = shortened(value, limit, names);
    const text = JSON.stringify(small);
    // Parsed again, because a piece of a string holds on to all of it.
    if (text.length <= MOST_CHARACTERS && JSON.stringify(answers(small)) === said) return JSON.parse(text) as unknown;
  }
  return value;
}

function shortened(value: unknown, limit: Limit, names: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return briefly(value, limit.text);
  if (typeof value !== 'object' || value === null) return value;
  const isKept = ([name]: readonly [string, unknown], index: number) => index < limit.entries || names.has(name);
  const kept = Object.entries(value).filter(isKept);
  if (Array.isArray(value)) return kept.map(([, one]) => shortened(one, limit, names));
  return Object.fromEntries(
    kept.map(([name, inner]) => {
      const isAsked = typeof inner === 'string' && names.has(name);
      return [briefly(name, limit.text), isAsked ? briefly(inner) : shortened(inner, limit, names)];
    }),
  );
}

/**
 * A string, or its length and hash where it is longer. Equal strings stay equal, others stay different. There is no
 * beginning of it: that could end within a secret, which nobody would find any more.
 */
export function briefly(text: string, most = SMALL_BODY): string {
  if (text.length <= most) return text;
  return `(${text.length} characters, sha256 ${createHash('sha256').update(text).digest('hex')})`;
}
