import { plainLines } from './plain-lines.ts';

const NAME = '[\\w."`*[\\]]+';
/** "where" is a word of sentences as well: in a statement a comparison follows. */
const WHERE = `where\\s+\\(*${NAME}\\s*(?:[=<>!]|(?:not\\s+)?(?:in\\s*\\(|like\\s|between\\s)|is\\s+(?:not\\s+)?null)`;

/** Statements as a database reads them; a sentence for people has other words around "select" and "from". */
const STATEMENTS: readonly RegExp[] = [
  new RegExp(
    `\\bdelete\\s+from\\s+${NAME}\\s+(?:as\\s+\\w+\\s+)?where\\s+${NAME}\\s*(?:=|<|>|in\\s*\\(|like\\s|is\\s)`,
    'i',
  ),
  new RegExp(
    `\\bselect\\s+(?:\\*|${NAME}(?:\\s*,\\s*${NAME})*)\\s+from\\s+${NAME}\\s+(?:\\w+\\s+)?(?:${WHERE}|limit\\s+[\\d?:$]|order\\s+by\\b|group\\s+by\\b|join\\s)`,
    'i',
  ),
  new RegExp(`\\bSELECT\\s.{1,300}?\\sFROM\\s+${NAME}`),
  new RegExp(`\\binsert\\s+into\\s+${NAME}\\s*\\([^)]{1,300}\\)\\s*(?:values|select)\\b`, 'i'),
  new RegExp(`\\bupdate\\s+${NAME}\\s+set\\s+${NAME}\\s*=`, 'i'),
];

/** Roots of file systems, and what programs are written in: a path of a URL is neither. */
const PATHS: readonly RegExp[] = [
  /(?:^|[\s"'(=,:[<>])(?:file:\/\/)?\/(?:home|var|usr|opt|srv|app|root|tmp|mnt|workspace|www|code|build|src|private|Users|Library|nix|proc|go)\/(?:[\w.@+-]+\/)*[\w@+-][\w.@+-]*\.[a-z]{1,6}\b/,
  /(?:^|[\s"'(=,:[<>])\/etc\/[\w./-]*\w/,
  /(?:^|[\s"'(=,:[<>])\/(?:[\w.@+-]+\/){2,}[\w.@+-]+\.(?:php|py|rb|js|mjs|cjs|ts|java|kt|go|exs?|cs|dll|jar)\b/,
  /(?:^|[\s"'(=,:[<>])[A-Za-z]:\\(?:[^\\\s"<>|:*?]+\\)+[\w.@+-]+\.\w{1,6}\b/,
];

/** A SQL statement or a file of the machine that a text shows; "none" where it shows neither (A42). */
export function internalsIn(text: string): 'none' | 'statement' | 'path' {
  const lines = plainLines(text);
  if (STATEMENTS.some((one) => one.test(lines.join(' ')) || lines.some((line) => one.test(line)))) return 'statement';
  return lines.some((line) => PATHS.some((path) => path.test(line))) ? 'path' : 'none';
}
