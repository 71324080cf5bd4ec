import type { Schema } from '../types.ts';
import { sampleRegex } from './regex-sampler.ts';
import type { Random } from '../../random.ts';
import { limit, patternOf } from './schema.ts';

/** Length in characters as JSON Schema counts them (RFC 8259 section 7: code points, not UTF-16 units). */
export function lengthOf(text: string): number {
  return [...text].length;
}

function meets(schema: Schema, text: string): boolean {
  return patternOf(schema)?.test(text) ?? true;
}

/**
 * A string made to another length, of its own characters, so that whatever else it keeps is kept as far as the pattern
 * allows: the first way of doing it that still matches, else simply the first.
 */
export function resized(text: string, length: number, schema: Schema, random: Random): string {
  const characters = [...(text || 'a')];
  const surplus = Math.max(0, length - characters.length);
  const middle = Math.floor(characters.length / 2);
  const fill = (character: string): string[] => Array<string>(surplus).fill(character);
  const ways = [
    () => [...characters, ...fill(characters.at(-1) as string)].slice(0, length),
    () => [...fill(characters[0] as string), ...characters].slice(-length),
    () => [...characters.slice(0, middle), ...fill(characters[middle] as string), ...characters.slice(middle)],
  ];
  const own = ways.map((way) => way().join('')).filter((candidate) => lengthOf(candidate) === length);
  const pattern = patternOf(schema);
  return (
    own.find((candidate) => meets(schema, candidate)) ??
    (pattern && sampleRegex(pattern, random, length, length)) ??
    (own[0] as string)
  );
}

/** Tried in this order: what looks like part of an id first, for a reader who checks the length and little else. */
const INTRUDERS = ['z', 'Z', '0', '-', '_', '!', ' ', '\u00e9'];

/**
 * A string of the same length in which one character breaks the schema's pattern.
 * @returns undefined where there is no pattern, or no single character breaks it.
 */
export function withIllegalCharacter(text: string, schema: Schema): string | undefined {
  const pattern = patternOf(schema);
  if (!pattern) return undefined;
  const characters = [...text];
  const last = characters.length - 1;
  // Near the beginning, but not at it: most of an id that was drawn at random is left whole behind it.
  const near = [Math.floor(last / 8), Math.floor(last / 2), last];
  const positions = [...near, ...characters.keys()].filter((position) => position >= 0);
  for (const intruder of INTRUDERS) {
    for (const position of positions) {
      const broken = characters.with(position, intruder).join('');
      if (!pattern.test(broken)) return broken;
    }
  }
  return undefined;
}

/** Every letter in its other case. */
export function otherCase(text: string): string {
  return [...text].map((c) => (c === c.toLowerCase() ? c.toUpperCase() : c.toLowerCase())).join('');
}

/** `wanted`, brought between a schema's least and greatest length (or number of elements). */
export function within(schema: Schema, unit: 'Length' | 'Items', wanted: number): number {
  return Math.max(limit(schema, `min${unit}`) ?? 0, Math.min(wanted, limit(schema, `max${unit}`) ?? Infinity));
}
