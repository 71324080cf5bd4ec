/**
 * What a target sends is hostile until it is made visible. Every renderer passes its texts through here first, then
 * escapes them for its own format.
 */

/**
 * Control characters but tab and line feed, lone surrogates and noncharacters (illegal in XML or HTML), and
 * the characters that reorder or hide text (bidirectional controls, zero-width characters, line separators, tags).
 */
const UNSEEN =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}|\p{Noncharacter_Code_Point}/gu;

const NAMED: Readonly<Record<string, string>> = { '\0': '\\0', '\r': '\\r', '\x1b': '\\x1b' };

/**
 * Replaces every character that a reader would not see, or that would act instead of being shown, by its escape
 * (`\x1b`, `\u{202e}`). Tab and line feed stay. Anything but a string is first turned into its JSON text.
 */
export function visible(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return text.replace(UNSEEN, (char) => NAMED[char] ?? `\\u{${Number(char.codePointAt(0)).toString(16)}}`);
}

/** The same on one line: line feeds and tabs become blanks. */
export function oneLine(value: unknown): string {
  return visible(value).replace(/\s+/g, ' ').trim();
}

/** Cuts a text after `length` characters and states this. */
export function clip(text: string, length: number): string {
  const chars = [...text];
  return chars.length <= length
    ? text
    : `${chars.slice(0, length).join('')}… (${chars.length - length} more characters)`;
}

/** For a terminal, what is on a line with other words and must stay on it. */
export const word = (value: unknown): string => safe(oneLine(value));

/** For a terminal: no commands of CI systems. `::…` opens one on a line of its own, `##[…]` and `##vso[…]` anywhere. */
export const safe = (value: unknown): string =>
  visible(value)
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replace(/##(?=\w*\[)/g, '# #');
