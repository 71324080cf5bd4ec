/** Regular expressions for the ways in which one known text can be written by a server that echoes it. */

/** JSON doubles the backslashes each time it is encoded again: four times is more than a log of a log of an answer. */
const ESCAPE = '\\\\{1,16}';
const MAYBE_ESCAPED = '\\\\{0,15}';

/** How an HTML entity begins, also that of a text that was escaped for HTML before. */
const ENTITY = '&(?:amp;){0,3}';

const ENTITIES: Readonly<Record<string, string>> = { '"': 'quot', "'": 'apos', '&': 'amp', '<': 'lt', '>': 'gt' };
const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** RFC 6901: how a JSON Pointer spells the name of a property. */
const POINTER_ESCAPES: Readonly<Record<string, string>> = { '/': '~1', '~': '~0' };

/**
 * The source of a regular expression that matches a text raw, JSON-escaped, percent-encoded (any character, either hex
 * case, up to three times), form-encoded, as HTML and in a JSON Pointer, and in any mixture of these.
 * Letters and digits are matched as they are: where they are escaped, search the {@link unescaped} text.
 */
export function encodedForms(text: string): string {
  const spelled = Array.from(text.match(/\\+|[^]/gu) ?? [], (char) =>
    /[A-Za-z0-9]/.test(char) ? char : spellChar(char),
  );
  // A text on one line has one blank for any white space. Two such groups in a row would take long to fail.
  return spelled.map((one, at) => (one === BLANK && spelled[at - 1] !== BLANK ? `(?:${one}|\\s+)` : one)).join('');
}

/**
 * The sources of regular expressions that match a text inside base64 or base64url, at each of the three places where it
 * can occur in a group of three bytes.
 * @param minimum fewest characters that may be matched at an unaligned place; shorter ones would match by accident
 */
export function base64Forms(text: string, minimum = 12): { source: () => string; needle: string }[] {
  const bytes = Buffer.from(text, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Only whole characters of the text: those that share bits with their neighbours vary.
    const core = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    if (core.length < (offset === 0 ? 1 : minimum)) return [];
    const shared = '[A-Za-z0-9+/_-]?';
    const before = offset === 0 ? '' : shared;
    const after = ((offset + bytes.length) * 8) % 6 === 0 ? '' : `${shared}(?:=|%3[dD]){0,2}`;
    return [{ source: () => before + Array.from(core, spellBase64Char).join('') + after, needle: needleOf(core) }];
  });
}

/**
 * The longest run of ASCII letters and digits in a text: it is in every encoding that escapes neither, and in all
 * others once they are {@link unescaped}.
 */
export function needleOf(text: string): string {
  const runs = text.match(/[A-Za-z0-9]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/** What letters and digits may be escaped by. */
const ESCAPED = /%(?:25)*([0-9a-f]{2})|\\{1,16}u([0-9a-f]{4})/gi;

const unescapedCharacter = (_: string, byte?: string, unit?: string): string =>
  String.fromCharCode(parseInt(byte ?? unit ?? '', 16));

/** A text with all that {@link encodedForms} knows to escape letters and digits by undone: a needle is there raw. */
export function unescaped(text: string): string {
  return text.replace(ESCAPED, unescapedCharacter);
}

/** The same, with the place in the text where each character of it, and its end, comes from. */
export function unescapedWithOrigins(text: string): { plain: string; origins: Uint32Array } {
  const origins = new Uint32Array(text.length + 1);
  let plain = 0;
  let at = 0;
  const upTo = (end: number): void => {
    while (at < end) origins[plain++] = at++;
  };
  for (const match of text.matchAll(ESCAPED)) {
    upTo(match.index);
    origins[plain++] = at;
    at += match[0].length;
  }
  upTo(text.length);
  origins[plain] = text.length;
  return { plain: unescaped(text), origins };
}

/** Matches a text whose line breaks may be written in any way, or be missing. */
export function joinedLines(lines: readonly string[]): string {
  return lines.map((line) => encodedForms(line)).join(`(?:\\s|${ESCAPE}[nr]|%(?:25){0,2}0[aAdD])*`);
}

function spellChar(char: string): string {
  const percent = Array.from(Buffer.from(char, 'utf8'), (byte) => `%(?:25){0,2}${hex(byte, 2)}`).join('');
  const unicode = Array.from({ length: char.length }, (_, at) => `${ESCAPE}u${hex(char.charCodeAt(at), 4)}`).join('');
  const encodings = [raw(char), percent];
  // In a text that was unescaped byte by byte.
  if (/[^\0-\x7f]/.test(char)) encodings.push(Buffer.from(char, 'utf8').toString('latin1'));
  if (char === ' ') encodings.push('\\+');
  if (char in POINTER_ESCAPES) encodings.push(POINTER_ESCAPES[char] ?? '');
  if (/[^A-Za-z0-9]/.test(char)) {
    const codes = Array.from(char, (one) => one.codePointAt(0) ?? 0);
    encodings.push(codes.map((code) => `${ENTITY}#(?:[xX]0*${hex(code, 1)}|0*${code});`).join(''));
  }
  if (char in ENTITIES) encodings.push(`${ENTITY}${ENTITIES[char]};`);
  // JSON may escape a slash and must escape a quote; the text of it may be spelled in another way after that.
  const all = /["'/]/.test(char) ? [`${MAYBE_ESCAPED}(?:${encodings.join('|')})`] : encodings;
  if (char in SHORT_ESCAPES) all.push(ESCAPE + (SHORT_ESCAPES[char] ?? ''));
  return `(?:${[...all, unicode].join('|')})`;
}

const BLANK = spellChar(' ');

/** A requirement of backslashes is one: several in a row would fail slowly. */
function raw(char: string): string {
  return char.startsWith('\\') ? `\\\\{${char.length},${char.length * 16}}` : escapeRegExp(char);
}

function spellBase64Char(char: string): string {
  if (char === '+') return `(?:[+-]|%2[bB]|${ESCAPE}u002[bB])`;
  if (char === '/') return `(?:${MAYBE_ESCAPED}/|_|%2[fF])`;
  return char;
}

function hex(value: number, digits: number): string {
  const upper = value.toString(16).toUpperCase().padStart(digits, '0');
  return upper.replace(/[A-F]/g, (digit) => `[${digit}${digit.toLowerCase()}]`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
