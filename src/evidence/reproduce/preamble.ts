import { oneLine } from './one-line.ts';
import { piecesOf, shellLiteral, word } from './shell-text.ts';
import { cardVariable, isPlain, type NamedUser } from './substitutions.ts';
import type { ScriptInput } from './types.ts';

/** What is before the requests: variables, and the functions that the lines use. */
export function preamble(
  input: ScriptInput,
  users: readonly NamedUser[],
  lines: readonly string[],
  repeatsNonce: boolean,
): string[] {
  const { title, baseUrl, credentials, configuredHeaders, headersVariable, timeoutMs } = input;
  const text = lines.join('\n');
  const used = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  const fetched = credentials.flatMap(({ fetched: one }) => (one && used(one.name) ? [one] : []));
  const named = credentials
    .flatMap(({ names }) => names)
    .filter((name) => used(name) && !fetched.some((one) => one.name === name));
  const needed = [
    ...new Set([...named, ...fetched.flatMap(({ by }) => by)]),
    ...(configuredHeaders.length > 0 ? [headersVariable] : []),
  ];
  const uses = (name: string) => new RegExp(`\\b${name}\\b`).test(text);
  return [
    '#!/usr/bin/env bash',
    `# ${oneLine(title)}`,
    '# Creates users of its own at the target and prints the status of each answer; the run: what the run got.',
    'set -u',
    ...needed.map((name) => `: "\${${name}:?set it, or source .env}"`),
    `BASE="\${BASE_URL:-${doubleQuoted(baseUrl)}}"`,
    ...fetched.map(({ line }) => line),
    RANDOM,
    `RUN="a$(random ${input.runPrefix.length - 1})"`,
    ...(uses('RUN_UPPER') ? ['RUN_UPPER="$(printf %s "$RUN" | tr a-z A-Z)"'] : []),
    ...(configuredHeaders.length > 0 ? headerLines(headersVariable) : []),
    ...cardLines(input, uses),
    ...(text.includes('$(field ') ? FIELD : []),
    ...(/(?:[$<]\(|\| )sign /.test(text) ? [`sign() { ${input.command} sign --vendor ${input.vendor} "$@"; }`] : []),
    ...(repeatsNonce ? ['NONCE="$(od -An -N16 -tx1 /dev/urandom | tr -d \' \\n\')"; TIMESTAMP="$(date +%s)"'] : []),
    ...sendFunction(timeoutMs),
    ...users.flatMap((user) => userLine(user, input)),
  ];
}

function userLine({ variable, id, creation }: NamedUser, { runPrefix, chosenBy }: ScriptInput): string[] {
  if (creation.length === 0) return [`: "\${${variable}:?set it to the id of a disposable user}"`];
  if (chosenBy === 'server') return [];
  if (!isPlain(id)) return [];
  return [`${variable}=${word(piecesOf(id, [{ value: runPrefix, shell: '$RUN' }]))}`];
}

/** The first digits of a card number name its issuer's range. */
const BIN = 8;

function cardLines({ cards }: ScriptInput, uses: (name: string) => boolean): string[] {
  const used = cards.flatMap((card, index) =>
    uses(cardVariable(index)) ? [`${cardVariable(index)}="$(card ${card.slice(0, BIN)})"`] : [],
  );
  return used.length > 0 ? [...CARD, ...used] : [];
}

const RANDOM = 'random() { od -An -N64 -tx1 /dev/urandom | tr -d \' \\n\' | cut -c1-"$1"; }';

const CARD = [
  '# card PREFIX: 16 digits with their check digit',
  'card() {',
  '  local number="$1" sum=0 at digit',
  '  while [ ${#number} -lt 15 ]; do number+="$((RANDOM % 10))"; done',
  '  for ((at = 14; at >= 0; at--)); do',
  '    digit=${number:at:1}; if ((at % 2 == 0)); then digit=$((digit * 2 > 9 ? digit * 2 - 9 : digit * 2)); fi',
  '    sum=$((sum + digit))',
  '  done',
  '  printf %s "$number$(((10 - sum % 10) % 10))"',
  '}',
];

const FIELD = [
  '# field NAME: its value in the last answer',
  'field() { printf %s "$ANSWER" | sed -n "s/.*\\"$1\\" *: *\\"\\{0,1\\}\\([^\\",}]*\\).*/\\1/p" | head -n 1; }',
];

const headerLines = (variable: string): string[] => [
  'HEADERS=()',
  `while IFS= read -r line; do [ -z "$line" ] || HEADERS+=(-H "$line"); done < <(printf '%s\\n' "$${variable}" | tr ';' '\\n' | sed 's/^ *//')`,
];

const sendFunction = (timeoutMs: number): string[] => [
  '# send LABEL ARGUMENT...: sends one request with curl, prints status, label and the beginning of the body',
  'send() {',
  '  local label="$1" all; shift',
  `  all="$(curl -sS -g --path-as-is --max-time ${Math.ceil(timeoutMs / 1000)} -w '\\n%{http_code}' "$@")"`,
  '  ANSWER="${all%$\'\\n\'*}"',
  '  printf \'%s  %s  %.100s\\n\' "${all##*$\'\\n\'}" "$label" "$(printf %s "$ANSWER" | tr \'\\n\' \' \')"',
  '}',
];

/** A text within double quotes, whatever it holds. */
const doubleQuoted = (text: string): string =>
  /^[\w./:@%~+-]*$/.test(text) ? text : `$(printf %s ${shellLiteral(text)})`;
