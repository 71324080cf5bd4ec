import { headerValues } from '../exchange/body.ts';
import type { Redactor } from '../exchange/redact.ts';
import type { Exchange } from '../exchange/types.ts';

/** Shorter Authorization values hold no secret, and could be words of an ordinary error text. */
const SHORTEST_AUTHORIZATION = 20;

/** Frames as the common platforms print them: Node, the JVM, .NET, Python, PHP, Ruby, Go. */
const STACK_TRACE = [
  /^\s*at .{1,300}\(?[^\s()]+:\d+:\d+\)?\s*$/m,
  /^\s*at [\w$.<>]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)/m,
  /^\s*at .{1,300}\) in .{1,300}:line \d+/m,
  /Traceback \(most recent call last\)/,
  /^\s*File "[^"\n]{1,300}", line \d+/m,
  /^#\d+ [^\n]{1,300}\.php\(\d+\)/m,
  /\.php on line \d+/,
  /\.rb:\d+:in [`']/,
  /^goroutine \d+ \[/m,
];

/** A stack trace is looked for in so much of a body. */
const LOOKED_AT = 64 * 1024;

/** Facts about what an answer tells that it must not (A11): `secret`, the names or `none`, and `stackTrace`. */
export function leakFacts(
  { request, response }: Exchange,
  redactor: Redactor,
): { secret: string; stackTrace: boolean } {
  const body = response?.body.toString('utf8') ?? '';
  const headers = (response?.headers ?? []).map(([name, value]) => `${name}: ${value}`);
  const own = headerValues(request.headers, 'authorization')
    .flatMap((value) => [value, value.replace(/^\S+\s+/, '')])
    .filter((value) => value.length >= SHORTEST_AUTHORIZATION)
    .map((value) => ({ name: 'AUTHORIZATION', value }));
  const { find } = own.length > 0 ? redactor.also(own) : redactor;
  const found = [...new Set([...headers, body].flatMap(find))];
  // In JSON the line breaks of a trace are escaped.
  const lines = body
    .slice(0, LOOKED_AT)
    .replaceAll(/\\r?\\n|\\n/g, '\n')
    .replaceAll('\\t', '\t')
    .replaceAll('\\"', '"');
  const frames = lines.replaceAll(/",?\s*$|^\s*"/gm, '');
  const stackTrace = STACK_TRACE.some((pattern) => pattern.test(lines) || pattern.test(frames));
  return { secret: found.length === 0 ? 'none' : found.join(', '), stackTrace };
}
