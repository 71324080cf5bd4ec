import { headerValues } from '../http/message.ts';
import { memoize } from '../evidence/memoize.ts';
import type { Redactor } from '../evidence/redact.ts';
import type { Exchange } from '../http/types.ts';

/** Shorter Authorization values hold no secret, and could be words of an ordinary error text. */
const SHORTEST_AUTHORIZATION = 20;

/** Frames as the common platforms print them: Node, the JVM, .NET, Python, PHP, Ruby, Go. */
const STACK_TRACE = [
  /^[ \t]*at .{1,300}\(?[^\s()]+:\d+:\d+\)?[ \t]*$/m,
  /^[ \t]*at [\w$.<>]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)/m,
  /^[ \t]*at .{1,300}\) in .{1,300}:line \d+/m,
  /Traceback \(most recent call last\)/,
  /^[ \t]*File "[^"\n]{1,300}", line \d+/m,
  /^#\d+ [^\n]{1,300}\.php\(\d+\)/m,
  /\.php on line \d+/,
  /\.rb:\d+:in [`']/,
  /^goroutine \d+ \[/m,
];

/** A stack trace is looked for in so much of a body. */
const LOOKED_AT = 64 * 1024;

/** Facts about what an answer tells that it must not (A11): `secret`, the names or `none`, and `stackTrace`. */
export function disclosureFacts(
  { request, response }: Exchange,
  redactor: Redactor,
): { secret: string; stackTrace: boolean } {
  const body = response?.text ?? response?.body.toString('utf8') ?? '';
  const headers = (response?.headers ?? []).map(([name, value]) => `${name}: ${value}`);
  const own = headerValues(request.headers, 'authorization')
    // Without the scheme: whoever tells the whole value tells this too.
    .map((value) => value.replace(/^\S+\s+/, ''))
    .filter((value) => value.length >= SHORTEST_AUTHORIZATION)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
  const { find } = own.length > 0 ? redactor.also(own) : redactor;
  const found = [...new Set([...headers, body].flatMap(find))];
  const stackTrace = hasStackTrace(body.slice(0, LOOKED_AT)) || headers.some(hasStackTrace);
  return { secret: found.length === 0 ? 'none' : found.join(', '), stackTrace };
}

const hasStackTrace = memoize((text: string): boolean => {
  const value = parsed(text);
  // What is not JSON may still have its line breaks escaped as JSON does.
  const texts = value === undefined ? [text.replaceAll(/(?:\\r)?\\n/g, '\n')] : textsIn(value);
  return texts.some((one) => STACK_TRACE.some((pattern) => pattern.test(one))) || holdsFrames(value);
});

/** No error is nested deeper; a hostile body may be. */
const DEEPEST = 40;

/** Frames as objects, which is how the debug pages of frameworks write them in JSON. */
function holdsFrames(value: unknown, depth = 0): boolean {
  if (!isObject(value) || depth > DEEPEST) return false;
  const { file, line } = value;
  const isFrame = typeof file === 'string' && typeof line === 'number' && ('function' in value || 'method' in value);
  return isFrame || Object.values(value).some((one) => holdsFrames(one, depth + 1));
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  return isObject(value) && depth <= DEEPEST ? Object.values(value).flatMap((one) => textsIn(one, depth + 1)) : [];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  // A thrown error costs more than all the rest, and most lines of an answer are header lines.
  if (!/^\s*["[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
