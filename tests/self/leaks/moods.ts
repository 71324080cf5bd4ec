import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { spellingsOf } from './secret-encodings.ts';

/** What a hostile target knows and tells: the secrets by name, and the request's own Authorization. */
export type Known = Readonly<Record<string, string>>;

/** One way to answer a deletion, without doing what was asked. */
type Mood = (response: ServerResponse, known: Known) => void;

/** Every spelling of every secret that a header can carry; a field value is visible ASCII. */
function inHeaders(known: Known): Record<string, string[]> {
  // Of a private key the first line is enough.
  const spelt = Object.values(known).flatMap((text) =>
    speltAs(text.includes('\n') ? /^(raw|base64)/ : /^/, shortened(text)),
  );
  const values = spelt.filter((value) => /^[\x21-\x7e][\x20-\x7e]*[\x21-\x7e]$/.test(value));
  const kept = ['Server', 'Via', 'WWW-Authenticate', 'X-Request-Id', 'X-Echo'];
  // A client takes so many bytes of header and no more.
  return Object.fromEntries(
    kept.map((name, at) => [name, values.filter((_, n) => n % kept.length === at).slice(0, 9)]),
  );
}

const shortened = (text: string): string => text.split('\n')[1] ?? text;

function tell(response: ServerResponse, known: Known, status: number, type: string, body: string): void {
  response.writeHead(status, { ...inHeaders(known), 'Content-Type': type }).end(body);
}

/** Tells all secrets in the spellings whose names match, each in a member that verdicts quote. */
const echo =
  (which: RegExp): Mood =>
  (response, known) => {
    const spelt = Object.values(known).flatMap((text) => speltAs(which, text));
    const properties = {
      error_type: spelt,
      error_code: spelt.join(' '),
      error_message: spelt.join('&x='),
      Errors: spelt,
    };
    tell(response, known, 400, 'application/json', JSON.stringify(properties));
  };

/** Nobody escapes every letter of a private key; what would become of one that is, is told in key.spec.ts. */
function speltAs(which: RegExp, text: string): string[] {
  const isKey = text.includes('\n');
  const names = [...spellingsOf(Buffer.from(text))].filter(
    ([name]) => which.test(name) && !(isKey && /every/.test(name)),
  );
  return names.map(([, bytes]) => bytes.toString());
}

/** The answers of a hostile target, by name; `pass` is not among them, for that one is honest. */
export const MOODS: Readonly<Record<string, Mood>> = {
  fail: (response, known) => tell(response, known, 500, 'text/plain', Object.values(known).join('\n')),
  timeout: () => undefined,
  redirect: (response, known) => {
    const [first = '', ...others] = Object.values(known).map((text) => encodeURIComponent(text));
    const location = `http://gate:${first}@127.0.0.1/elsewhere?token=${others.join('&more=')}`;
    response.writeHead(302, { Location: location, 'Content-Type': location }).end(location);
  },
  reset: ({ socket }) => (socket instanceof TLSSocket ? socket.destroy() : socket?.resetAndDestroy()),
  raw: echo(/^raw/),
  // A body that is JSON and escapes what need not be escaped.
  JSON: (response, known) => {
    const escaped = Object.values(known).flatMap((text) => speltAs(/^JSON/, text).map((spelt) => `"${spelt}"`));
    const body = `{"error_code":[${escaped.join()}],"error_message":${escaped[0]},"Errors":[${escaped.join()}]}`;
    tell(response, known, 400, 'application/json', body);
  },
  percent: echo(/^percent/),
  form: echo(/^form/),
  base64: echo(/^base64 /),
  base64url: echo(/^base64url/),
  // The first one begins a little before the place where evidence is cut.
  'cut in the middle': (response, known) => {
    const texts = Object.values(known).map(shortened);
    tell(response, known, 400, 'text/html', `${'x'.repeat(4080)}${texts.join('<br>')}`);
  },
};
