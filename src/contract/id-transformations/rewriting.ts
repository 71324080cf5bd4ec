import { folding, respelled, spelled, type IdPair, type IdTransformation } from './types.ts';

/** A UUID without its hyphens is itself: what other signs would make of it names nobody else. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Letters of other scripts that look like Latin ones. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u{0430}': 'a',
  '\u{0435}': 'e',
  '\u{043E}': 'o',
  '\u{0440}': 'p',
  '\u{0441}': 'c',
  '\u{0445}': 'x',
  '\u{0456}': 'i',
  '\u{03BF}': 'o',
};

/** Like `folding`, where the signs between letters and digits are concerned. */
function ofSigns(
  name: string,
  does: string,
  fold: (text: string) => string,
  alike: (id: string) => readonly IdPair[],
): IdTransformation {
  const one = folding(name, does, fold, alike);
  return { ...one, readings: (text) => (UUID.test(text) ? [] : one.readings(text)) };
}

/** A key of several parts, of which one is looked up: each of them can name nobody but its user. */
function keeping(
  name: string,
  does: string,
  keep: (text: string) => string,
  whole: (id: string) => string,
): IdTransformation {
  return {
    name: `keep-${name}`,
    does,
    // Nobody has the empty id.
    readings: (text) => (keep(text) === '' ? [] : spelled(text, keep(text)).map((one) => ({ ...one, exact: true }))),
    pairs: (id) => (keep(whole(id)) === id ? [[whole(id), id]] : []),
  };
}

/** Without "." and "..", as file systems and object stores read a path. */
function resolved(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return kept.join('/');
}

const before = (text: string, sign: string): string => text.split(sign, 1)[0] ?? '';
const after = (text: string, sign: string): string => text.slice(text.lastIndexOf(sign) + 1);

/** What takes four bytes in UTF-8: old collations have one weight for all of it. */
const SUPPLEMENTARY = /[\u{10000}-\u{10FFFF}]/gu;

/** Signs that are taken for others, left out, or taken for what divides a key into parts. */
export const REWRITING: readonly IdTransformation[] = [
  ofSigns(
    'unify-separators',
    'makes one sign of hyphens, underscores and full stops',
    (text) => text.replace(/[-_.]+/g, '-'),
    (id) => [respelled(id, '-', '_'), respelled(id, '-', '.')],
  ),
  ofSigns(
    'ignore-separators',
    'drops hyphens and underscores',
    (text) => text.replace(/[-_]/g, ''),
    (id) => [respelled(id, '-', '')],
  ),
  folding(
    'ignore-quotes',
    'drops quotation marks',
    (text) => text.replace(/['"]/g, ''),
    (id) => [
      [`${id}'`, id],
      [`${id}"`, id],
    ],
  ),
  folding(
    'ignore-markup',
    'drops the tags of HTML',
    (text) => text.replace(/<[^>]*>/g, ''),
    (id) => [[`${id}<br>`, id]],
  ),
  folding(
    'ignore-controls',
    'drops control characters',
    (text) => text.replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g, ''),
    (id) => ['\u{7}', '\u{7F}'].map((character) => [id.slice(0, -1) + character + id.slice(-1), id]),
  ),
  folding(
    'transliterate',
    'takes letters of other scripts for the Latin ones that look like them',
    (text) => text.replace(/./gu, (letter) => LOOK_ALIKES[letter] ?? letter),
    (id) => [respelled(id, 'x', '\u{0445}'), respelled(id, 'e', '\u{0435}'), respelled(id, 'i', '\u{0456}')],
  ),
  ofSigns(
    'translate-base64',
    'takes the two alphabets of base64 for one, and drops its padding',
    (text) => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    (id) => [respelled(id, '-', '+'), [`${id}==`, id]],
  ),
  folding(
    'unify-supplementary',
    'takes all characters beyond the basic plane for the same',
    (text) => text.replaceAll(SUPPLEMENTARY, '\u{FFFD}'),
    (id) => [[id.replaceAll(SUPPLEMENTARY, '\u{1F512}'), id]],
  ),
  keeping(
    'before-hash',
    'drops what follows a #',
    (text) => before(text, '#'),
    (id) => `${id}#x`,
  ),
  keeping(
    'before-question-mark',
    'drops what follows a ?',
    (text) => before(text, '?'),
    (id) => `${id}?x`,
  ),
  keeping(
    'before-colon',
    'drops what follows a colon',
    (text) => before(text, ':'),
    (id) => `${id}:${id}-x`,
  ),
  keeping(
    'after-colon',
    'drops what precedes a colon',
    (text) => after(text, ':'),
    (id) => `${id}-x:${id}`,
  ),
  keeping(
    'before-slash',
    'drops what follows a slash',
    (text) => before(text, '/'),
    (id) => `${id}/${id}-x`,
  ),
  keeping(
    'after-slash',
    'drops what precedes a slash',
    (text) => after(text, '/'),
    (id) => `${id}-x/${id}`,
  ),
  keeping(
    'after-backslash',
    'drops what precedes a backslash',
    (text) => after(text, '\\'),
    (id) => `${id}-x\\${id}`,
  ),
  keeping(
    'before-extension',
    'drops what follows the last full stop',
    (text) => text.replace(/\.[a-z]{1,5}$/, ''),
    (id) => `${id}.json`,
  ),
  keeping('resolved-path', 'resolves "." and ".." as in a path', resolved, (id) => `${id}-x/../${id}`),
];
