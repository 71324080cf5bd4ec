import type { Secret } from '../auth/types.ts';
import { isHarmlessHeader } from './harmless-headers.ts';
import { createReplacer, fromLength, remembering, type Pattern, type Replacer } from './replacer.ts';
import { anySpelling, base64Spellings, joinedLines, needleOf } from './spellings.ts';
import type { HeaderLines } from './types.ts';

/** Shorter secrets (a mock's `secret`) would garble every text; a line of a private key needs more to be telling. */
const SHORTEST_SECRET = 12;
const SHORTEST_KEY_LINE = 20;
/** Characters of a long secret that are looked for before the whole of it. */
const HEAD_LENGTH = 30;

export interface Redactor {
  /** Replaces every known secret in any spelling, and the userinfo of URLs. */
  readonly text: (text: string) => string;
  /** Keeps the name of every line and the (redacted) value of those on the allow-list; the rest is `[redacted]`. */
  readonly headers: (lines: HeaderLines) => [string, string][];
  /** A request URL: userinfo and secrets go, the query stays, for the users it names are evidence. */
  readonly url: (url: string) => string;
  /** The base URL as the operator gave it: userinfo and every query value go. */
  readonly baseUrl: (url: string) => string;
  /** Names of the secrets that a text holds, in any spelling that `text` would replace. */
  readonly find: (text: string) => string[];
  /** The same redactor with more secrets, e.g. the Authorization values of one request. */
  readonly also: (secrets: readonly Secret[]) => Redactor;
  /** How secrets that are too short or too common were matched, for the report. */
  readonly notes: readonly string[];
}

export interface RedactorOptions {
  readonly secrets: readonly Secret[];
  /** All texts of the vendor's contract: a secret that is a word of it can only be matched in context. */
  readonly contractTexts: string;
  /** Further response headers whose values are kept, in any case. */
  readonly keepHeaders: readonly string[];
}

/**
 * Makes the one thing that stands between an exchange and everything that is written. A replaced secret reads
 * `[redacted:$NAME]`.
 */
export function createRedactor({ secrets, contractTexts, keepHeaders }: RedactorOptions): Redactor {
  const isWeak = ({ value }: Secret) => value.length < SHORTEST_SECRET || contractTexts.includes(value);
  const known = secrets.filter(({ value }) => value !== '');
  const patterns = known.flatMap((secret) => (isWeak(secret) ? inContext(secret) : alone(secret)));
  const kept = new Set(keepHeaders.map((name) => name.toLowerCase()));
  const notes = known.filter(isWeak).map(({ name }) => weaknessOf(name));
  return assemble(remembering(createReplacer(patterns)), kept, [...new Set(notes)]);
}

function assemble(replacer: Replacer, kept: ReadonlySet<string>, notes: readonly string[]): Redactor {
  const text = (given: string) => withoutUserinfo(replacer.replace(given));
  return {
    text,
    headers: (lines) =>
      lines.map(([name, value]) => {
        const keeps = isHarmlessHeader(name) || kept.has(name.toLowerCase());
        return [text(name), keeps ? text(value) : '[redacted]'];
      }),
    url: text,
    baseUrl: (url) => text(withoutQueryValues(url)),
    find: (given) => replacer.find(given),
    also(secrets) {
      const known = secrets.filter(({ value }) => value !== '');
      const lengths = known.flatMap(({ value }) => value.split(/\r?\n/).map((line) => line.length));
      const more = fromLength(Math.min(...lengths), () => createReplacer(known.flatMap(alone)));
      const both: Replacer = {
        replace: (given) => replacer.replace(more.replace(given)),
        find: (given) => [...new Set([...more.find(given), ...replacer.find(given)])],
      };
      return assemble(both, kept, notes);
    },
    notes,
  };
}

/** Patterns of a secret that tells enough to be matched wherever it stands. */
function alone({ name, value, id }: Secret): Pattern[] {
  const pattern = (source: () => string, needle: string, length = value.length): Pattern => ({
    name,
    source,
    needle,
    length,
  });
  const inBase64 = [...(id === undefined ? [] : base64Spellings(`${id}:${value}`)), ...base64Spellings(value)];
  if (!value.includes('\n'))
    return [
      ...inBase64.map(({ source, needle }) => pattern(source, needle)),
      { ...pattern(() => anySpelling(value), needleOf(value)), ...headOf(value) },
    ];
  // A private key: as a whole with its lines joined in any way, and each line that is long enough by itself.
  const lines = value.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
  const telling = lines.filter((line) => line.length >= SHORTEST_KEY_LINE);
  return [
    ...inBase64.map(({ source, needle }) => pattern(source, needle)),
    ...(lines.length > 0 ? [pattern(() => joinedLines(lines), needleOf(lines.join('\n')))] : []),
    ...telling.map((line) => pattern(() => anySpelling(line), needleOf(line), line.length)),
  ];
}

/** Of an OAuth header or a token: server texts repeat parts of it, such as the base string that was signed. */
function headOf(value: string): Pick<Pattern, 'head'> {
  if (value.length <= 4 * HEAD_LENGTH) return {};
  // By characters: half of one would be spelled in another way.
  return { head: () => anySpelling(Array.from(value).slice(0, HEAD_LENGTH).join(''), false) };
}

/** Patterns of a secret that means something only beside its id. */
function inContext({ name, value, id }: Secret): Pattern[] {
  if (id === undefined) return [];
  const pair = `${id}:${value}`;
  const spellings = [...base64Spellings(pair), { source: () => anySpelling(pair), needle: needleOf(pair) }];
  return spellings.map((spelling) => ({ name, ...spelling, length: pair.length }));
}

function withoutUserinfo(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#"'<>]*@/gi, '$1[redacted]@');
}

function withoutQueryValues(url: string): string {
  const [, start = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  if (query === undefined) return start + fragment;
  const members = query.split('&').map((member) => {
    const equals = member.indexOf('=');
    if (member === '') return '';
    // A member without `=` may itself be the key.
    return equals === -1 ? '[redacted]' : `${member.slice(0, equals)}=[redacted]`;
  });
  return `${start}?${members.join('&')}${fragment}`;
}

function weaknessOf(name: string): string {
  const variable = name.replace(/^\$/, '');
  return (
    `${variable} is shorter than ${SHORTEST_SECRET} characters or occurs in the contract's own texts, so it was ` +
    'looked for only as id:secret, in base64 and in the Authorization header.'
  );
}
