import type { Redactor } from './redact.ts';
import { headerValues } from '../http/message.ts';
import type { WireRequest } from '../http/types.ts';
import { sizeAndHash } from './body-preview.ts';
import { shellLiteral } from './reproduce/shell-text.ts';
import { passes, printing, typed } from './typed-body.ts';

/** How credentials are written in a command line that somebody else will run. */
export interface CurlCredentials {
  /** Words of the command as they are to be typed, e.g. `-u "$KNOT_CLIENT_ID:$KNOT_SECRET"`. */
  readonly words: readonly string[];
  /** Names of the headers that these words represent. */
  readonly dropHeaders: readonly string[];
  /** A command that gets what they need, such as a token. */
  readonly before?: string;
}

/**
 * One line for bash that sends the request again. Nothing secret is in it: a secret becomes the variable it came from
 * (`"$KNOT_SECRET"`). A body that cannot be typed is printed by a command, with its size and sha256 in a comment. Where a
 * header or the body cannot be written it is `[redacted]`, or its size and sha256, and the line is a comment: pasted, it
 * would get an answer to another request.
 * @param request as it was sent
 * @param credentials left out where the request carries none, or none that can be repeated
 */
export function curlLine(request: WireRequest, redactor: Redactor, credentials?: CurlCredentials): string {
  const dropped = new Set(credentials?.dropHeaders.map((name) => name.toLowerCase()));
  const shown = redactor
    .headers(request.headers)
    .filter(([name, value]) => !dropped.has(name.toLowerCase()) && !isImplied(request, name, value));
  const headers = shown.flatMap(([name, value]) => ['-H', quote(value === '' ? `${name};` : `${name}: ${value}`)]);
  const body = bodyOf(request, redactor);
  const hidden = [
    ...shown.filter(([, value]) => value === '[redacted]').map(([name]) => name),
    ...(body.isHidden ? ['the body'] : []),
  ];
  const words = [
    ...(hidden.length > 0 ? [`# cannot be repeated as it is, for lack of ${hidden.join(' and ')}:`] : []),
    ...(credentials?.before === undefined ? [] : [`${credentials.before};`]),
    'curl -sS -i',
    ...(/[[\]{}]/.test(request.url) ? ['-g'] : []),
    ...(/\/\.{1,2}(?:[/?#]|$)/.test(request.url) ? ['--path-as-is'] : []),
    ...methodOf(request),
    quote(redactor.url(request.url)),
    ...(credentials?.words ?? []),
    ...headers,
    ...body.words,
  ];
  return words.join(' ') + body.comment;
}

/** curl writes these lines itself, the same way. */
function isImplied(request: WireRequest, name: string, value: string): boolean {
  if (name.toLowerCase() === 'content-length') return value === String(request.body?.length ?? 0);
  return name.toLowerCase() === 'host' && URL.canParse(request.url) && value === new URL(request.url).host;
}

function methodOf({ method, body }: WireRequest): string[] {
  if (method === 'GET' && !body) return [];
  return method === 'HEAD' && !body ? ['-I'] : ['-X', quote(method)];
}

interface BodyWords {
  readonly words: readonly string[];
  /** What follows the line. */
  readonly comment: string;
  readonly isHidden?: true;
}

function bodyOf(request: WireRequest, redactor: Redactor): BodyWords {
  const body = request.body ?? (/^(POST|PUT|PATCH)$/.test(request.method) ? Buffer.alloc(0) : undefined);
  if (!body) return { words: [], comment: '' };
  // Else curl would declare a form.
  const noType = headerValues(request.headers, 'content-type').length === 0 ? ["-H 'Content-Type:'"] : [];
  const text = typed(body);
  if (text === undefined) {
    const command = bodyCommand(body, redactor);
    const words = ['--data-binary', command === undefined ? `'${sizeAndHash(body)}'` : `@<(${command})`];
    const comment = command === undefined ? '' : ` # the body: ${sizeAndHash(body)}`;
    return { words: [...noType, ...words], comment, ...(command === undefined ? { isHidden: true } : {}) };
  }
  const option = text.startsWith('@') ? '--data-raw' : '--data-binary';
  return { words: [...noType, option, quote(redactor.text(text))], comment: '' };
}

/** The command that prints a body; undefined where none can, or where it would print a secret. */
export function bodyCommand(body: Buffer, redactor: Pick<Redactor, 'text'>): string | undefined {
  return passes(body, (text) => redactor.text(text) === text) ? printing(body) : undefined;
}

/** One word for bash on one line; a redacted secret becomes the variable of its name. */
function quote(text: string): string {
  const parts = text.split(/\[redacted:(\$[A-Za-z_][A-Za-z0-9_]*)\]/);
  const words = parts.map((part, at) => (at % 2 === 1 ? `"${part}"` : shellLiteral(part)));
  return words.join('') || "''";
}
