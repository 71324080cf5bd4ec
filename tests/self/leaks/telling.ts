import { spellingsOf } from './secret-encodings.ts';

/** An answer, before it is written to a socket or handed over inside this process. */
export interface Answer {
  readonly status: number;
  /** Of the status line. */
  readonly reason?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Makes an answer that tells secrets of an honest one. */
type Telling = (honest: Answer, spelt: readonly string[]) => Answer;

/** Names of all spellings of a text. */
export const SPELLINGS = [...spellingsOf(Buffer.from('text of any kind')).keys()];

/**
 * Texts, each in another spelling. Nobody escapes every letter of a private key; of that, key.spec.ts tells.
 * @param first number of the first one's spelling
 */
export function speltFrom(first: number, texts: readonly string[]): { spelling: string; text: string }[] {
  return texts.map((text, at) => {
    const all = spellingsOf(Buffer.from(text));
    const wanted = SPELLINGS[(first + at) % SPELLINGS.length] ?? '';
    const isTooLong = text.includes('\n') && /every/.test(wanted);
    const spelling = isTooLong || !all.has(wanted) ? 'raw' : wanted;
    return { spelling, text: (all.get(spelling) ?? text).toString() };
  });
}

/** The answers of a target that tells what it knows, by name. */
export const TELLINGS: Readonly<Record<string, Telling>> = {
  /** The honest answer with more in it: the run goes on. */
  decorated: (honest, spelt) => {
    const value = jsonOf(honest.body);
    return around(honest, spelt, value === undefined ? honest.body : Buffer.from(JSON.stringify(more(value, spelt))));
  },
  /** What should be texts are objects, whose properties have secrets for names. */
  misshapen: (honest, spelt) => {
    const named = Object.fromEntries(spelt.map((name) => [name, 1]));
    const wrong = { message: named, preferredTheme: named, error_message: named, userid: named, Errors: named };
    const value = jsonOf(honest.body);
    const properties = typeof value === 'object' && value !== null ? { ...value, ...wrong } : wrong;
    return around(honest, spelt, Buffer.from(JSON.stringify(properties)));
  },
  refused: (honest, spelt) => {
    const text = spelt.join(' ');
    const details = { Source: text, ReasonCode: text, Description: text, Recoverable: false, Details: text };
    const error = { error_type: text, error_code: text, error_message: text, Errors: { Error: [details] } };
    const body = Buffer.from(JSON.stringify(more(error, spelt)));
    return { ...around(honest, spelt, body, 'application/json'), status: 400 };
  },
  failed: (honest, spelt) => ({
    ...around(honest, spelt, Buffer.from(`${spelt.join('\n')}\n    at ${spelt[0] ?? ''}:1:1`), 'text/plain'),
    status: 500,
  }),
};

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const FIELD_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** A client takes so many bytes of header and no more. */
const MOST_HEADERS = 12;
const LONGEST_HEADER = 700;

/** The same answer with another body, and with what it tells in its status line and header. */
function around({ status, headers, body: old }: Answer, spelt: readonly string[], body: Buffer, type?: string): Answer {
  const lines = spelt.flatMap((text) => [text, ...text.split(/\r?\n/)]).filter((line) => line.length <= LONGEST_HEADER);
  const values = lines.filter((line) => FIELD_VALUE.test(line)).slice(0, MOST_HEADERS);
  const kept = body === old ? /^$/ : /^content-(?:length|encoding)$/i;
  const told = values.flatMap((value, at): [string, string][] => [
    [['Server', 'Via', 'X-Request-Id', 'X-Echo'][at % 4] ?? '', value],
    ...(TOKEN.test(value) ? ([[value, 'a name']] as [string, string][]) : []),
  ]);
  const own = headers.filter(([name]) => !kept.test(name) && !(type !== undefined && /^content-type$/i.test(name)));
  const typed: [string, string][] = type === undefined ? [] : [['Content-Type', type]];
  return { status, reason: values.join(' ').slice(0, 2000), headers: [...own, ...typed, ...told], body };
}

/** A JSON value with further properties, in its items where it is a list. */
function more(value: unknown, spelt: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => more(item, spelt));
  if (typeof value !== 'object' || value === null) return value;
  return { ...value, ...Object.fromEntries(spelt.map((text) => [text, { [text]: [text] }])) };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
