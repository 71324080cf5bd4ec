// By hand: no library samples a pattern as JSON Schema reads it with choices that a seed repeats.

import type { Random } from '../../random.ts';

/** What a regular expression is made of, as far as strings are made from it. */
type Part =
  | { readonly kind: 'one'; readonly among: readonly string[] }
  | { readonly kind: 'all'; readonly parts: readonly Part[] }
  | { readonly kind: 'any'; readonly options: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly min: number; readonly max: number };

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const LETTER_OR_DIGIT = /^[A-Za-z0-9]$/;
const QUANTIFIER = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/;

/** Look-around, back references, word boundaries, code points: nothing an id's pattern needs. */
class Unsupported extends Error {}

function oneOf(source: string): Part {
  const allowed = new RegExp(`^${source}$`, 'u');
  const among = PRINTABLE.filter((character) => allowed.test(character));
  if (among.length === 0) throw new Unsupported(source);
  const plain = among.filter((character) => LETTER_OR_DIGIT.test(character));
  return { kind: 'one', among: plain.length > 0 ? plain : among };
}

class Reader {
  private rest: string;

  constructor(source: string) {
    this.rest = source;
  }

  alternatives(): Part {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return { kind: 'any', options };
  }

  get done(): boolean {
    return this.rest === '';
  }

  private take(text: string): boolean {
    if (!this.rest.startsWith(text)) return false;
    this.rest = this.rest.slice(text.length);
    return true;
  }

  private match(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.rest) ?? undefined;
    if (found) this.rest = this.rest.slice(found[0].length);
    return found;
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (!this.done && !/^[|)]/.test(this.rest)) parts.push(this.quantified(this.atom()));
    return { kind: 'all', parts };
  }

  private atom(): Part {
    if (this.match(/^[\^$]/)) return { kind: 'all', parts: [] };
    if (this.match(/^\((?:\?:|\?<[A-Za-z]\w*>)?(?!\?)/)) {
      const group = this.alternatives();
      if (!this.take(')')) throw new Unsupported('(');
      return group;
    }
    const atom = this.match(/^(?:\[(?:\\.|[^\]\\])+\]|\\[^bBkpPuxc0-9]|[^()[\]\\*+?{}])/);
    if (!atom) throw new Unsupported(this.rest);
    return oneOf(atom[0]);
  }

  private quantified(part: Part): Part {
    const found = this.match(QUANTIFIER);
    if (!found) return part;
    const [, sign, least, comma, most] = found;
    if (sign !== undefined)
      return { kind: 'repeat', part, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const min = Number(least);
    const max = comma === undefined ? min : most === '' ? Infinity : Number(most);
    return { kind: 'repeat', part, min, max };
  }
}

/** Writes one string; `spare.repeats` is how often, beyond what they must, all its quantifiers together may repeat. */
function write(part: Part, random: Random, spare: { repeats: number }): string {
  switch (part.kind) {
    case 'one':
      return random.pick(part.among);
    case 'all':
      return part.parts.map((each) => write(each, random, spare)).join('');
    case 'any':
      return write(random.pick(part.options), random, spare);
    case 'repeat': {
      const extra = Math.min(part.max - part.min, spare.repeats);
      spare.repeats -= extra;
      return Array.from({ length: part.min + extra }, () => write(part.part, random, spare)).join('');
    }
  }
}

/**
 * Makes a string of `min` to `max` characters that a pattern (ECMA 262, as JSON Schema 2020-12 section 6.3.3 has it)
 * finds a match in; the regular expression itself has the last word on it.
 * @returns undefined where the pattern needs what this small reader does not know, or allows no such length.
 */
export function sampleRegex(pattern: RegExp, random: Random, min: number, max: number): string | undefined {
  const part = partOf(pattern.source);
  if (!part) return undefined;
  for (let repeats = 0; repeats <= Math.max(min, 16); repeats += 1) {
    const text = write(part, random, { repeats });
    // A pattern without its end anchor shows nothing about what follows.
    const long = text.padEnd(min, text.at(-1) ?? 'a');
    if (long.length <= max && pattern.test(long)) return long;
  }
  return undefined;
}

const known = new Map<string, Part | undefined>();

/** What a pattern is made of; a list of five hundred ids asks for the same one every time. */
function partOf(source: string): Part | undefined {
  if (!known.has(source)) known.set(source, read(source));
  return known.get(source);
}

function read(source: string): Part | undefined {
  try {
    const reader = new Reader(source);
    const part = reader.alternatives();
    return reader.done ? part : undefined;
  } catch (error) {
    if (error instanceof Unsupported || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
