/** The ways in which an output may spell a secret; written from the RFCs, not from the redactor that is under test. */

/** Something that nobody may read in an output: texts or bytes. */
export interface Canary {
  readonly name: string;
  /** Any one of these gives it away: a private key is given away by each of its numbers and by each line of its PEM. */
  readonly pieces: readonly Buffer[];
}

/** Fewer characters of base64 would be found by accident. */
const TELLING = 12;

/** Every spelling of a piece, by what it is called. */
export function spellingsOf(piece: Buffer): Map<string, Buffer> {
  const text = piece.toString('utf8');
  const isText = Buffer.from(text).equals(piece);
  const texts: Record<string, string> = isText ? textSpellings(text) : {};
  const found = new Map<string, Buffer>([['raw', piece]]);
  for (const [name, spelt] of Object.entries({ ...texts, ...base64Spellings(piece) }))
    found.set(name, Buffer.from(spelt));
  return found;
}

function textSpellings(text: string): Record<string, string> {
  const percent = encodeURIComponent(text);
  const everyByte = Array.from(Buffer.from(text), (byte) => `%${hex(byte, 2)}`).join('');
  const everyUnit = Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at), 4));
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  return {
    JSON: inJson(text),
    'JSON with slashes escaped': inJson(text).replaceAll('/', '\\/'),
    'JSON in JSON': inJson(inJson(text)),
    'JSON, every character': everyUnit.map((unit) => `\\u${unit.toLowerCase()}`).join(''),
    'JSON, every character in capitals': everyUnit.map((unit) => `\\u${unit}`).join(''),
    percent,
    'percent in small letters': small(percent),
    'percent, every byte': everyByte,
    'percent, every byte in small letters': everyByte.toLowerCase(),
    form,
    'form in small letters': small(form),
    HTML: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
  };
}

/** At each of the three places where it may stand in a group of three bytes, without the characters it shares. */
function base64Spellings(piece: Buffer): Record<string, string> {
  const entries = [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), piece]).toString('base64');
    const own = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + piece.length) * 8) / 6));
    const url = own.replaceAll('+', '-').replaceAll('/', '_');
    const all: [string, string][] = [
      [`base64 from byte ${offset}`, own],
      [`base64url from byte ${offset}`, url],
    ];
    return own.length < TELLING ? [] : all;
  });
  return Object.fromEntries(entries);
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const small = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** Where canaries are found: `name (spelling) in file`. */
export function findAll(canaries: readonly Canary[], files: ReadonlyMap<string, Buffer>): string[] {
  const wanted = canaries.flatMap(({ name, pieces }) =>
    pieces.flatMap((piece) => [...spellingsOf(piece)].map(([spelling, bytes]) => ({ name, spelling, bytes }))),
  );
  const found = [...files].flatMap(([file, content]) =>
    wanted
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ name, spelling }) => `${name} (${spelling}) in ${file}`),
  );
  return [...new Set(found)];
}
