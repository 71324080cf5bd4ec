import { isObject, parsedJson, plainLines } from './plain-lines.ts';

/** Frames are found by their shape, for their words are those of the platform's language. */
const SOURCE =
  'js|mjs|cjs|ts|tsx|jsx|java|kt|scala|groovy|clj|cs|vb|fs|cshtml|py|rb|erb|rake|php|go|ex|exs|eex|heex|erl|rs|swift|cc|cpp';

/** Shapes of one line of a trace. */
const FRAMES: readonly RegExp[] = [
  // A source file with a position: `x.js:12:7`, `x.php(12)`, `"x.py", line 12`, `x.cs:line 42`, `x.rb:12:in`.
  new RegExp(`[\\w$-]\\.(?:${SOURCE})["')\\]]{0,2}(?:[:(]\\s?(?:\\w{2,8}\\s)?\\d|,?\\s(?:\\w{2,3}\\s)?\\w{4,8}\\s\\d)`),
  // A call in a short line that begins with a word such as "at": Node, the JVM, .NET.
  /^\s*(?:at|bei|à|en|em|in|w|в|在)\s+(?:async |new )?[\w$<>[\]`.#+|/@]+[.$#][\w$<>`|[\]]+\s?\(.*\)/,
  /^\s*at\s+(?:async |new )?[\w$.<>]+ \((?:node:|file:|\/|\w:\\|<anonymous>|native)/,
  new RegExp(`^\\s*at\\s+\\S*[\\w-]\\.(?:${SOURCE})\\b`),
  // A source file of a trace without positions.
  new RegExp(`^\\s*(?:File\\s+)?"?\\S*/\\S+\\.(?:${SOURCE})"?,?\\s+in\\s+\\S`),
  // Numbered frames: PHP, Rust, .NET debug pages.
  /^\s*#\d{1,3}:?\s+(?=\S).*(?:\(\S|->|::|\{main\})/,
  /^\s*\d{1,3}:\s+(?:0x[0-9a-f]+ - )?\w+(?:::[\w<>{}$]+)+/,
  // Go: a call with addresses, and what begins a trace.
  /^\s*(?:created by )?[\w./*()-]+\.[\w.*()]+\((?:0x[0-9a-f]+|\{0x|\.\.\.)/,
  /^\s*goroutine \d+ \[/,
  // Elixir: `(app 0.1.0) lib/x.ex`, `App.Users.delete/2`.
  /^\s*\(\w+ \d[\w.-]*\) \S/,
  /(?:^|\s)(?:[A-Z]\w*\.)+[a-z_]\w*[?!]?\/\d+(?:\s|$)/,
  /Traceback \(most recent call last\)/,
  // What was thrown, by its full name.
  /^\s*(?:[a-z]\w*\.)+[A-Z]\w*(?::\s|$)/,
];

/** One line may be a place that an ordinary text names; two are a trace. */
const ENOUGH = 2;

/** No trace of a framework is nested deeper. */
const DEEPEST = 40;

/** Whether a text holds a stack trace (A42). */
export function holdsStackTrace(text: string): boolean {
  let found = 0;
  for (const line of plainLines(text)) {
    if (line.length > 3 && line.length < 2000 && FRAMES.some((frame) => frame.test(line))) found += 1;
    if (found >= ENOUGH) return true;
  }
  return framesIn(parsedJson(text)) >= ENOUGH;
}

/** Frames as objects, which is how the debug pages of frameworks write them in JSON. */
function framesIn(value: unknown, depth = 0): number {
  if (!isObject(value) || depth > DEEPEST) return 0;
  const named = 'function' in value || 'method' in value || 'methodName' in value;
  const place = ['file', 'fileName', 'filename', 'class', 'className', 'module'].some(
    (name) => typeof value[name] === 'string',
  );
  const inside = Object.values(value).reduce<number>((sum, one) => sum + framesIn(one, depth + 1), 0);
  return inside + (named && place ? 1 : 0);
}
