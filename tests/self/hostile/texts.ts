/** Text that would act if anything took it for more than text: HTML, XML, Markdown, terminals and logs of CI systems. */
const HOSTILE = [
  `<script>alert(1)</script><img src=x onerror=alert(1)>"'`,
  ']]> <!-- --> &amp; &#x3c;script&#x3e; </pre></style></title></script>',
  '`code` ``` | a | b | ![i](http://127.0.0.1:9/i.png) [l](javascript:alert(1)) **b** @everyone # head',
  '\n::error::pwned\n::set-output name=x::y\n##vso[task.complete]\n##[add-matcher]x',
  '\x1b[31mred\x1b]0;title\x07\x9b2J\b\r\x7f',
  '\u202egnp.exe\u2066\u200b\u2028\ufeff',
].join(' ');

/** The same as far as a header can carry it: one line of visible characters. */
export const HOSTILE_HEADER = HOSTILE.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 1000);

/** An error of Knot's shape with hostile text wherever there is room, names of properties included. */
export function hostileError(): string {
  const properties = { error_type: HOSTILE, error_code: HOSTILE, error_message: HOSTILE, message: HOSTILE };
  return JSON.stringify({ ...properties, [HOSTILE]: { [HOSTILE]: [HOSTILE] } });
}

/** Names that a careless program would take for an object's own inheritance. */
export const PROTO =
  '{"__proto__":{"error_code":"USER_NOT_FOUND","status":200,"polluted":1},"constructor":{"prototype":{"polluted":1}},"message":"deleted"}';

/** JSON of ten million bytes, nested all the way down. */
export const nested = (): Buffer => Buffer.from('['.repeat(5_000_000) + ']'.repeat(5_000_000));
