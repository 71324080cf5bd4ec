import { createHash } from 'node:crypto';
import { sampleRegex } from '../contract/cases/regex-sampler.ts';
import { patternOf } from '../contract/cases/schema.ts';
import type { Schema } from '../contract/types.ts';
import { randomOfLabel } from '../random.ts';

/**
 * A placeholder of the profile's templates: `{name}`, or `{name:argument}` (`{digits:8}`, `{chars:12:A-Z2-7}`).
 */
export const PLACEHOLDER = /\{(\w+)(?::([^{}]*))?\}/g;

/** Bits of 64 and more are nobody else's: a template that has fewer could hit somebody. */
export const ENOUGH_BITS = 64;

/** Fewer bits meet an id that is in use too often, even on a machine of one's own. */
const FEWEST_BITS = 16;

const MOST_CHARACTERS = 64;

/** Random bits of the placeholders without an argument. `{n}` and `{number}` alone have too few for an id. */
const BITS: Readonly<Record<string, number>> = { run: 64, uuid: 120, UUID: 120, digits: 128 };

/**
 * Random bits that a template of an id holds, at least. That of a sample of a pattern is not known and counts as 16.
 */
export function bitsOf(template: string): number {
  return [...template.matchAll(PLACEHOLDER)].reduce((bits, [, name = '', argument]) => {
    if (argument === undefined) return bits + (name === 'pattern' ? FEWEST_BITS : (BITS[name] ?? 0));
    const { length, alphabet } = readArgument(name, argument) ?? { length: 0, alphabet: 'x' };
    return bits + length * Math.log2(alphabet.length);
  }, 0);
}

/** Whether an id by this template could be somebody's at a target that others use. */
export function isShort(template: string): boolean {
  return bitsOf(template) < ENOUGH_BITS;
}

/** What is wrong with a template of an id; undefined where nothing is. */
export function templateMistake(template: string): string | undefined {
  for (const [whole, name = '', argument] of template.matchAll(PLACEHOLDER)) {
    if (argument === undefined) continue;
    if (!['digits', 'chars'].includes(name)) return `${whole} takes no argument; {digits:8} and {chars:12:A-Z2-7} do`;
    if (!readArgument(name, argument))
      return `${whole} is not understood: write {digits:8}, or {chars:12:A-Z2-7}, of ${MOST_CHARACTERS} characters at most`;
  }
  if (bitsOf(template) >= FEWEST_BITS) return undefined;
  return "is not random and could be somebody's: put {run} or {uuid} into it, or where ids are short {digits:8}, {chars:12:A-Z2-7} or {pattern}";
}

/** The text of a placeholder with an argument, drawn from these random bytes; undefined where it is not one. */
export function drawn(name: string, argument: string, random: Buffer): string | undefined {
  const read = readArgument(name, argument);
  if (!read) return undefined;
  const { length, alphabet } = read;
  const size = BigInt(alphabet.length);
  let rest = BigInt(`0x${createHash('sha512').update(`${name}:${argument} `).update(random).digest('hex')}`);
  return Array.from({ length }, (_, at) => {
    // A number does not begin with a zero.
    const skipped = name === 'digits' && at === 0 && length > 1 ? 1n : 0n;
    const index = Number(rest % (size - skipped)) + Number(skipped);
    rest /= size - skipped;
    return alphabet[index];
  }).join('');
}

/** A text that keeps the pattern of an id, drawn from these random bytes; undefined where none is found. */
export function drawnFromPattern(schema: Schema, random: Buffer): string | undefined {
  const pattern = patternOf(schema);
  if (!pattern) return undefined;
  const stream = randomOfLabel(random.toString('hex'));
  return [12, 24, 36, 8, 1]
    .map((usual) => sampleRegex(pattern, stream, usual, 128))
    .find((text) => text !== undefined && pattern.test(text));
}

/** Matches the ids that a template makes. */
export function templatePattern(template: string): RegExp {
  const constants = template.replace(PLACEHOLDER, '\0').split('\0');
  return new RegExp(`^${constants.map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('.+')}$`, 'su');
}

/** What the placeholders without an argument may be. */
const SAMPLES: Readonly<Record<string, string>> = {
  run: 'a1b2c3d4e5f607182',
  n: '0a1b2c3d4e5f',
  uuid: 'a1b2c3d4-e5f6-4071-8a2b-3c4d5e6f7081',
  UUID: 'A1B2C3D4-E5F6-4071-8A2B-3C4D5E6F7081',
  digits: '1234567890123456789012345678901234567890',
  number: '1234567890123456',
};

/** One id that a template may make; undefined where the contract has no pattern that it needs. */
export function sampleOf(template: string, idSchema: Schema): string | undefined {
  const random = Buffer.from('sample');
  if (template.includes('{pattern}') && drawnFromPattern(idSchema, random) === undefined) return undefined;
  return template.replace(PLACEHOLDER, (whole, name: string, argument?: string) => {
    const made = name === 'pattern' ? drawnFromPattern(idSchema, random) : SAMPLES[name];
    const word = argument === undefined ? made : drawn(name, argument, random);
    return word ?? whole;
  });
}

function readArgument(name: string, argument: string): { length: number; alphabet: string } | undefined {
  const [, digits = '', set] = /^(\d{1,2})(?::(.+))?$/.exec(argument) ?? [];
  const length = Number(digits);
  if (length < 1 || length > MOST_CHARACTERS || (name === 'digits') === (set !== undefined)) return undefined;
  const alphabet = name === 'digits' ? '0123456789' : charactersOf(set ?? '');
  return alphabet.length > 1 ? { length, alphabet } : undefined;
}

/** `A-Z2-7_` as its characters. */
function charactersOf(set: string): string {
  const all = set.replace(/([ -~])-([ -~])/g, (_, from: string, to: string) => {
    const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
    return String.fromCharCode(...Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at));
  });
  return [...new Set(all)].join('');
}
