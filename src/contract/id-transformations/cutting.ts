import { spelled, type IdPair, type IdTransformation } from './types.ts';

/** Lengths of the columns that ids are usually stored in. */
const LENGTHS = [32, 36, 64, 128, 191, 255] as const;

function cutting(length: number, unit: 'characters' | 'bytes'): IdTransformation {
  const cut = unit === 'bytes' ? firstBytes : firstCharacters;
  return {
    name: `cut-at-${length}-${unit}`,
    does: `keeps the first ${length} ${unit} of a key`,
    readings: (text) => spelled(text, cut(text, length)),
    pairs: (id) => {
      // Bytes differ from characters only beyond ASCII; the last one is cut through its middle.
      const stem = cut(id, length - 1).padEnd(length - 1, 'x');
      const [full, longer] = unit === 'bytes' ? [`${stem}x`, `${stem}xé`] : [`${stem}x`, `${stem}xy`];
      const pairs: IdPair[] = [[longer, full]];
      return id.length < length ? pairs : [];
    },
  };
}

function firstCharacters(text: string, length: number): string {
  if (text.length <= length) return text;
  return [...text].slice(0, length).join('');
}

/** A character that is cut through is dropped. */
function firstBytes(text: string, length: number): string {
  return Buffer.from(text)
    .subarray(0, length)
    .toString('utf8')
    .replace(/\u{FFFD}+$/u, '');
}

/** What takes four bytes in UTF-8; columns of three cannot hold it. */
const SUPPLEMENTARY = /[\u{10000}-\u{10FFFF}]/gu;
const asMarks = (text: string): string => text.replaceAll(SUPPLEMENTARY, '?');

/** What shortens a key: columns, strings that end at NUL, suffixes that mail servers ignore. */
export const CUTTING: readonly IdTransformation[] = [
  ...LENGTHS.flatMap((length) => [cutting(length, 'characters'), cutting(length, 'bytes')]),
  {
    name: 'stop-at-nul',
    does: 'ends a key at the first NUL',
    readings: (text) => spelled(text, text.split('\0', 1)[0] ?? '', text.replaceAll('\0', '')),
    pairs: (id) => [[`${id}\0x`, id]],
  },
  {
    name: 'stop-at-line-end',
    does: 'ends a key at the first line end',
    readings: (text) => spelled(text, text.split(/[\r\n]/, 1)[0] ?? ''),
    pairs: (id) => [[`${id}\nx`, id]],
  },
  {
    name: 'stop-at-supplementary',
    does: 'ends a key at the first character beyond the basic plane, or leaves such characters out',
    readings: (text) =>
      spelled(text, text.split(SUPPLEMENTARY, 1)[0] ?? '', text.replaceAll(SUPPLEMENTARY, ''), asMarks(text)),
    pairs: (id) => [[`${id}\u{1F511}`, id]],
  },
  {
    name: 'drop-plus-tag',
    does: 'drops what follows a plus sign, up to an @',
    readings: (text) => spelled(text, text.replace(/\+[^@]*/, '')),
    pairs: (id) => [[`${id}+tag`, id]],
  },
  {
    name: 'drop-domain',
    does: 'drops what follows an @',
    readings: (text) => spelled(text, text.split('@', 1)[0] ?? ''),
    pairs: (id) => [[`${id}@users.example`, id]],
  },
];
