/**
 * Other people's ids, and what stores and middlewares do to a key, written without the table that the guard uses: it is
 * judged by this, so it must not share its mistakes.
 */

/** Ids that somebody is bound to have. */
const COMMON = [
  ...['42', '43', '41', '1', '0', '7', '100', '952734', '952735', '123', '1000000'],
  ...['alice', 'Alice', 'bob', 'bob@example.org', 'customer-1', 'customer-10', 'customer-100', 'user-1', 'user-10'],
  ...['nobody', 'conformance', 'test', 'admin', 'x', 'a', 'M-952735', 'M-952733', 'M-95273', 'true', 'false', 'null'],
  ...['OR', '1=1', 'blank', 'end', 'x-1', 'slash', 'star', 'percent', 'Zoë', 'two', 'one', 'e', 'é', 'ß', 'ss'],
];

/** Everything that is one step from an id: what a slip of the finger, or the next row of a table, has for an id. */
export function variantsOf(id: string): string[] {
  const middle = Math.floor(id.length / 2);
  const number = /\d+(?=\D*$)/.exec(id);
  const counted = (by: number): string[] =>
    number && number[0].length < 16
      ? [id.slice(0, number.index) + String(Number(number[0]) + by) + id.slice(number.index + number[0].length)]
      : [];
  const all = [
    ...[id.slice(0, -1), id.slice(1), id.slice(0, middle) + id.slice(middle + 1), id.slice(0, 8), id.slice(0, 32)],
    ...['0', '1', 'a', 'x', ' ', '\t', '\n', '\0', '.0', '-', '+tag', '@x.org', '%', '*', '\u200B'].map(
      (end) => id + end,
    ),
    ...['0', '00', 'a', 'x', ' ', '+', '-'].map((start) => start + id),
    ...[id.toUpperCase(), id.toLowerCase(), id.normalize('NFD'), id.replaceAll('-', ''), id.replaceAll('e', 'é')],
    ...[0, middle, id.length - 1].flatMap((at) =>
      ['0', '1', 'a', 'z'].map((c) => id.slice(0, at) + c + id.slice(at + 1)),
    ),
    ...id.split(/[-@.+_]/),
    ...[1, -1, 10].flatMap(counted),
  ];
  return [...new Set(all)].filter((one) => one !== id && one.trim() !== '');
}

const without = (pattern: RegExp) => (text: string) => text.replace(pattern, '');

/** Two keys are one where these make the same of them. */
const FORMS: Readonly<Record<string, (text: string) => string>> = {
  exact: (text) => text,
  'any case': (text) => text.toLowerCase(),
  'Turkish case': (text) => text.toLocaleLowerCase('tr'),
  'sharp s': (text) => text.replaceAll('ß', 'ss').toLowerCase(),
  'no accents': (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  NFC: (text) => text.normalize('NFC'),
  NFKC: (text) => text.normalize('NFKC'),
  'zero width': without(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g),
  trimmed: (text) => text.trim(),
  'trimmed end': (text) => text.trimEnd(),
  'collapsed blanks': (text) => text.replace(/\s+/g, ' '),
  'no blanks': (text) => text.replace(/\s+/g, ''),
};

/** What a key is cut down to, or read as, before it is looked up. */
const READINGS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  cut: (text) => [32, 36, 64, 128, 191, 255].map((length) => text.slice(0, length)),
  'cut bytes': (text) => [32, 36, 64, 128, 191, 255].map((length) => Buffer.from(text).subarray(0, length).toString()),
  NUL: (text) => [text.split('\0')[0] ?? ''],
  'plus tag': (text) => [text.replace(/\+.*?(?=@|$)/, '')],
  domain: (text) => [text.split('@')[0] ?? ''],
  list: (text) => text.split(/[,;|\s]+/),
  percent: (text) => (/^(?:[^%]|%[0-7][0-9a-f])*$/i.test(text) ? [decodeURIComponent(text)] : []),
  number: (text) => (Number.isFinite(parseFloat(text)) ? [String(parseFloat(text)), String(parseInt(text, 10))] : []),
  hexadecimal: (text) => (/^\s*0x/i.test(text) ? [String(parseInt(text, 16))] : []),
  'leading zeros': (text) => [text.replace(/^0+(?=\d)/, '')],
};

/** Patterns that a key is taken for. */
const PATTERNS: Readonly<Record<string, (text: string) => RegExp | undefined>> = {
  LIKE: (text) => (/[%_]/.test(text) ? made(quoted(text).replaceAll('%', '.*').replaceAll('_', '.')) : undefined),
  glob: (text) => (/[*?]/.test(text) ? made(quoted(text).replaceAll('\\*', '.*').replaceAll('\\?', '.')) : undefined),
  'regular expression': (text) => made(text, false),
  'SQL string': (text) => (/['"`]\s*(?:or|and|union|\|\||=|;|--|<|>|\+|-)/i.test(text) ? /^/ : undefined),
};

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function made(source: string, whole = true): RegExp | undefined {
  try {
    return new RegExp(whole ? `^${source}$` : source, 'is');
  } catch {
    return undefined;
  }
}

/** Everybody else who has an account. */
export class Strangers {
  readonly #ids = new Set<string>();
  readonly #byForm = new Map<string, string>();
  readonly #run: string;

  /** @param run the random part of the run, which nobody else's id holds */
  constructor(run: string) {
    this.#run = run.toLowerCase();
    for (const id of COMMON) this.#add(id);
  }

  /** Adds everybody whose id is one step from one of ours. */
  besideOurs(id: string): void {
    for (const variant of variantsOf(id)) this.#add(variant);
  }

  #add(id: string): void {
    if (id.toLowerCase().includes(this.#run)) return;
    this.#ids.add(id);
    for (const [form, make] of Object.entries(FORMS)) this.#byForm.set(`${form} ${make(id)}`, id);
  }

  /** Whom a text reaches, and by what; undefined where it reaches nobody but ours. */
  reachedBy(text: string, ours: ReadonlySet<string>): string | undefined {
    const isStranger = (id: string | undefined): id is string => id !== undefined && this.#ids.has(id) && !ours.has(id);
    for (const [form, make] of Object.entries(FORMS)) {
      const id = this.#byForm.get(`${form} ${make(text)}`);
      if (isStranger(id)) return `${id} (${form})`;
    }
    for (const [reading, read] of Object.entries(READINGS))
      for (const id of read(text)) if (isStranger(id)) return `${id} (${reading})`;
    for (const [pattern, make] of Object.entries(PATTERNS)) {
      const matcher = make(text);
      const id = matcher && [...this.#ids].find((one) => matcher.test(one) && !ours.has(one));
      if (id !== undefined) return `${id} (${pattern})`;
    }
    const begun = [...this.#ids].find((id) => id.includes(text) && !ours.has(id));
    return begun === undefined ? undefined : `${begun} (part)`;
  }
}
