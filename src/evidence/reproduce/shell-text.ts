import type { ShellValue } from '../../auth/shell-values.ts';

/** A piece of a text: as it is, or what a shell makes. */
export type Piece = { readonly literal: string } | { readonly shell: string };

/** Cuts a text into what is written as it is and what a shell makes; the longest value wins. */
export function piecesOf(text: string, values: readonly ShellValue[]): Piece[] {
  const known = new Map(values.filter(({ value }) => value !== '').map((one) => [one.value, one.shell]));
  if (known.size === 0) return text === '' ? [] : [{ literal: text }];
  const longestFirst = [...known.keys()].sort((a, b) => b.length - a.length);
  const any = longestFirst.map((value) => value.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|');
  return text
    .split(new RegExp(`(${any})`))
    .map((part, index): Piece => (index % 2 === 1 ? { shell: known.get(part) ?? '' } : { literal: part }))
    .filter((piece) => !('literal' in piece) || piece.literal !== '');
}

/** One word for bash. */
export function word(pieces: readonly Piece[]): string {
  return (
    joined(pieces)
      .map((piece) => ('shell' in piece ? `"${piece.shell}"` : shellLiteral(piece.literal)))
      .join('') || "''"
  );
}

/** Literals that follow one another as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  return pieces.reduce<Piece[]>((all, piece) => {
    const last = all.at(-1);
    if (last === undefined || 'shell' in last || 'shell' in piece) return [...all, piece];
    return [...all.slice(0, -1), { literal: last.literal + piece.literal }];
  }, []);
}

/** A text as a word of bash; what a reader would not see is escaped. A NUL cannot be in a word. */
export function shellLiteral(text: string): string {
  if (text === '' || /^[\w./:=,+-]+$/.test(text)) return text;
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text
    .replace(/[\\']/g, '\\$&')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
      Array.from(Buffer.from(char), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
    );
  return `$'${escaped}'`;
}

/**
 * The command that prints these pieces, byte by byte: what no word can hold, such as a NUL, goes through it.
 * @param pieces literals in latin1: a character is a byte
 */
export function printf(pieces: readonly Piece[]): string {
  const format = pieces.map((piece) => ('shell' in piece ? '%s' : escapedBytes(piece.literal))).join('');
  const words = pieces.flatMap((piece) => ('shell' in piece ? [`"${piece.shell}"`] : []));
  return ['printf', `'${format}'`, ...words].join(' ');
}

const escapedBytes = (text: string): string =>
  text.replace(/[^ -~]|['%\\]/g, (char) =>
    char === '%' ? '%%' : `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
