import type { Exchange } from '../../http/types.ts';

/** Shorter parts of a request are words that any text may hold. */
const SHORTEST = 4;

/** At most this many letters of an id that an answer cuts or masks may be left. */
const SHORTEST_PART = 3;

/** No error is longer; a page may be. */
const LONGEST = 20_000;

/** What replaces everything that was taken out. */
const GAP = '#';

/**
 * The texts of answers as far as they may be compared (A41): without what the requests sent, and without ids, times,
 * counters and correlation ids. What one request sent is taken out of all answers, for a part of an id may be a part of a
 * word as well.
 */
export function comparableTexts(exchanges: readonly Exchange[]): string[] {
  const sent = [...new Set(exchanges.flatMap(sentIn))].filter(({ length }) => length >= SHORTEST);
  const spelled = sent.flatMap((one) => [one, encodeURIComponent(one), encodeURIComponent(encodeURIComponent(one))]);
  const longestFirst = [...new Set(spelled)].sort((a, b) => b.length - a.length);
  return exchanges.map((exchange) => {
    const text = longestFirst.reduce((rest, one) => rest.replaceAll(one, GAP), textOf(exchange));
    return withoutVariables(withoutParts(text, longestFirst));
  });
}

/** The body; members of an object in one order, for a server may write them in any. */
function textOf({ response }: Exchange): string {
  const text = response ? (response.text ?? response.body.toString('utf8')).slice(0, LONGEST) : '';
  try {
    return JSON.stringify(JSON.parse(text), sorted);
  } catch {
    return text;
  }
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything that a request contains: whole, by its parts, and Basic credentials as a reader of them sees them. */
function sentIn({ request: { url, headers, body } }: Exchange): string[] {
  const text = body?.toString('utf8') ?? '';
  const values = headers.map(([, value]) => value);
  const decoded = values.map((value) => Buffer.from(value.replace(/^\S+\s+/, ''), 'base64').toString('utf8'));
  const whole = [url, text, JSON.stringify(text).slice(1, -1), ...values];
  const parts = [text, decodedUrl(url), ...values].flatMap((one) => one.split(/[\s"',;=()[\]{}/?&]+/));
  return [...whole, ...parts, ...decoded, ...decoded.flatMap((one) => one.split(':'))];
}

function decodedUrl(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

/** Without what is left of an id that was cut or masked: its beginning, or its end. */
function withoutParts(text: string, sent: readonly string[]): string {
  return text.replace(/[^\s"'\\*…]+/g, (token) => {
    const [, part = ''] = /^\W*(.*?)[\W_]*$/s.exec(token) ?? [];
    if (part.length < SHORTEST_PART) return token;
    return sent.some((one) => one.startsWith(part) || one.endsWith(part)) ? GAP : token;
  });
}

/** Without what differs from answer to answer: tokens with a digit in them, and long ones that mix their letters. */
function withoutVariables(text: string): string {
  return (
    text
      .replace(/\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b/gi, GAP)
      .replace(/[\w+/=%.:~-]*\d[\w+/=%.:~-]*/g, GAP)
      .replace(/\b(?=\w*[a-z])(?=\w*[A-Z])\w{20,}\b/g, GAP)
      // How many pieces of a value could be taken out is chance.
      .replace(/[^\s"',]*#[^\s"',]*/g, GAP)
  );
}
