import type { Secret } from '../auth/types.ts';
import type { Pattern } from './secret-matcher.ts';
import { encodedForms, base64Forms, joinedLines, needleOf } from './secret-encodings.ts';

/** A shorter secret (a mock's `secret`) would garble every text; a line of a private key needs more to be recognisable. */
const SHORTEST_SECRET = 12;
const SHORTEST_KEY_LINE = 20;

/** The first characters of a long secret, which are looked for before the whole of it. */
const HEAD_LENGTH = 30;

/** What is before and behind `name=value` in a query, wherever the URL was written down. */
const BEFORE_PARAMETER = '(?<=^|[?&;]|&amp;|%(?:25){0,2}(?:3[fF]|26)|\\\\{1,16}u0026)';
const AFTER_PARAMETER = '(?![A-Za-z0-9])';

/** Whether a secret is too short, or too common a word of these texts, to be matched alone. */
export function isWeak({ value }: Secret, texts: readonly string[]): boolean {
  return value.length < SHORTEST_SECRET || texts.some((text) => text.includes(value));
}

/**
 * The patterns of one secret, in every encoding.
 * @param texts what must stay readable: a secret that occurs in them is matched only together with its id
 */
export function patternsOf(secret: Secret, texts: readonly string[]): Pattern[] {
  if (secret.value === '') return [];
  return isWeak(secret, texts) ? inContext(secret) : alone(secret);
}

/** The sentence about a secret that was matched only together with its id. */
export function weaknessOf(name: string): string {
  const variable = name.replace(/^\$/, '');
  return (
    `${variable} is shorter than ${SHORTEST_SECRET} characters or occurs in the contract's own texts, so it was ` +
    'looked for only as id:secret, in base64 and in the Authorization header.'
  );
}

/** Patterns of a secret that is distinctive enough to be matched anywhere. */
export function alone({ name, value, id, joint }: Secret): Pattern[] {
  const pattern = (source: () => string, needle: string, length = value.length): Pattern => ({
    name,
    source,
    needle,
    length,
  });
  const pair = id === undefined || joint !== undefined ? [] : base64Forms(`${id}:${value}`);
  const inBase64 = [...pair, ...base64Forms(value)];
  if (!value.includes('\n'))
    return [
      ...inBase64.map(({ source, needle }) => pattern(source, needle)),
      { ...pattern(() => encodedForms(value), needleOf(value)), ...headOf(value) },
    ];
  // A private key: as a whole with its lines joined in any way, and each line that is long enough by itself.
  const lines = value.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
  const telling = lines.filter((line) => line.length >= SHORTEST_KEY_LINE);
  return [
    ...inBase64.map(({ source, needle }) => pattern(source, needle)),
    ...(lines.length > 0 ? [pattern(() => joinedLines(lines), needleOf(lines.join('\n')))] : []),
    ...telling.map((line) => pattern(() => encodedForms(line), needleOf(line), line.length)),
  ];
}

/** Of an OAuth header or a token: server texts repeat parts of it, such as the base string that was signed. */
function headOf(value: string): Pick<Pattern, 'head'> {
  if (value.length <= 4 * HEAD_LENGTH) return {};
  // By characters: half of one would be spelled in another way.
  return { head: () => encodedForms(Array.from(value).slice(0, HEAD_LENGTH).join('')) };
}

/** Patterns of a secret that means something only together with its id. */
function inContext({ name, value, id, joint }: Secret): Pattern[] {
  if (id === undefined) return [];
  const pair = `${id}${joint ?? ':'}${value}`;
  const whole = { name, needle: needleOf(pair), length: pair.length };
  if (joint === '=') return [{ ...whole, source: () => BEFORE_PARAMETER + encodedForms(pair) + AFTER_PARAMETER }];
  return [
    ...base64Forms(pair).map((encoding) => ({ name, ...encoding, length: pair.length })),
    { ...whole, source: () => encodedForms(pair) },
  ];
}
