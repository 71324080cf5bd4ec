import { spelled, type IdTransformation } from './types.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Encodings that are undone where none was meant. */
export const DECODING: readonly IdTransformation[] = [
  {
    name: 'decode-percent',
    does: 'undoes percent-encoding, once or twice',
    readings: (text) => spelled(text, percentDecoded(text), percentDecoded(percentDecoded(text))),
    pairs: (id) => [[id.replace(/.$/u, encoded), id]],
  },
  {
    name: 'decode-plus',
    does: 'takes a plus sign for a blank',
    readings: (text) => spelled(text, text.replaceAll('+', ' ')),
    pairs: (id) => [[`${id}+x`, `${id} x`], ...(id.includes(' ') ? [[id.replaceAll(' ', '+'), id] as const] : [])],
  },
  {
    name: 'decode-entities',
    does: 'undoes the entities of HTML',
    readings: (text) => spelled(text, text.replace(/&(\w+|#\d+|#x[0-9a-f]+);/gi, entity)),
    pairs: (id) => [
      [`${id}&amp;x`, `${id}&x`],
      [id.replace(/.$/u, asEntity), id],
    ],
  },
  {
    name: 'decode-backslashes',
    does: 'undoes escapes with a backslash',
    readings: (text) => spelled(text, text.replace(/\\u([0-9a-f]{4})/gi, codePoint).replace(/\\(.)/gsu, '$1')),
    // Near the beginning: what follows a backslash may be taken alone, and must still hold what is random in the id.
    pairs: (id) => [
      [id.includes('-') ? id.replace('-', '\\-') : id.replace(/^./u, '\\$&'), id],
      [id.replace(/^./u, asEscape), id],
    ],
  },
];

const encoded = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

const asEntity = (character: string): string => `&#${character.codePointAt(0)};`;
const asEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Byte sequences that are no percent-encoded UTF-8 stay as they are. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
  const number = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return number <= 0x10_ff_ff ? String.fromCodePoint(number) : whole;
}

const codePoint = (_: string, digits: string): string => String.fromCharCode(parseInt(digits, 16));
