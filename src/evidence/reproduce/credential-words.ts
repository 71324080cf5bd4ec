import { givesAway, type CredentialVariables, type ShellValue } from '../../auth/shell-values.ts';
import { signedWith } from '../../auth/signed-with.ts';
import { headerValues } from '../../http/message.ts';
import { piecesOf, printf, shellLiteral, word, type Piece } from './shell-text.ts';
import type { WireRequest } from '../../http/types.ts';

/**
 * The words of a curl line that send an Authorization value, or any other that holds credentials. Nothing derived from a
 * secret is in them: it is written by the secret's variable. Undefined where a shell cannot write it.
 */
export function headerWords(
  name: string,
  value: string,
  credentials: readonly CredentialVariables[],
  random = (length: number): string => `$(random ${length})`,
): string[] | undefined {
  const asUser = name === 'Authorization' ? userOption(value, credentials) : undefined;
  if (asUser) return asUser;
  const pieces = piecesOf(value, [...tokens(value, credentials), ...credentials.flatMap(({ values }) => values)]);
  const text = pieces.map((piece) => ('literal' in piece ? piece.literal : '\n')).join('');
  if (givesAway(text, secretsOf(credentials))) return undefined;
  if (value === '') return ['-H', shellLiteral(`${name};`)];
  return [
    '-H',
    word([{ literal: `${name}: ` }, ...(name.toLowerCase() === 'cookie' ? pieces : withoutTokens(pieces, random))]),
  ];
}

/** `-u`, where that is just what curl would send. */
function userOption(value: string, credentials: readonly CredentialVariables[]): string[] | undefined {
  const text = decoded(/^Basic (\S+)$/.exec(value)?.[1] ?? '');
  if (text === undefined || !text.includes(':') || /\p{Cc}/u.test(text)) return undefined;
  const pieces = written(text, credentials);
  return pieces && ['-u', together(pieces)];
}

/** Variables in one pair of quotes where nothing is between them that quotes would change. */
function together(pieces: readonly Piece[]): string {
  const isPlain = pieces.every((piece) => 'shell' in piece || /^[\w:.-]+$/.test(piece.literal));
  if (!isPlain) return word(pieces);
  return `"${pieces
    .map((piece, index) => {
      if ('literal' in piece) return piece.literal;
      const next = pieces[index + 1];
      const runsOn = next !== undefined && 'literal' in next && /^\w/.test(next.literal);
      return runsOn ? piece.shell.replace(/^\$(\w+)$/, '$${$1}') : piece.shell;
    })
    .join('')}"`;
}

/** What of a value is base64 of credentials, and what a shell makes it of. */
function tokens(value: string, credentials: readonly CredentialVariables[]): ShellValue[] {
  const [token = ''] = value.match(/[\w+/=%-]{4,}(?=\s*$)/) ?? [];
  const text = decoded(token);
  const pieces = text === undefined ? undefined : written(text, credentials);
  if (pieces) return [{ value: token, shell: `$(${printf(pieces)} | base64 | tr -d '\\n')` }];
  return credentials.flatMap(({ values, names }) => respelled(token, values, names));
}

/** The right pair in an odd base64. */
function respelled(token: string, values: readonly ShellValue[], names: readonly string[]): ShellValue[] {
  const [id, secret] = names.map((name) => values.find(({ shell }) => shell === `$${name}`)?.value);
  if (id === undefined || secret === undefined) return [];
  const right = Buffer.from(`${id}:${secret}`, 'utf8').toString('base64');
  const middle = Math.floor(right.length / 2);
  const ways = [
    { value: right.replace(/=+$/, ''), filter: "tr -d '='" },
    { value: right.replaceAll('+', '-').replaceAll('/', '_'), filter: "tr '+/' '-_'" },
    { value: `${right.slice(0, middle)}%${right.slice(middle)}`, filter: `sed 's/./&%/${middle}'` },
  ];
  const pair = `printf '%s:%s' "$${names[0] ?? ''}" "$${names[1] ?? ''}"`;
  return ways
    .filter((way) => way.value === token)
    .map(({ value, filter }) => ({ value, shell: `$(${pair} | base64 | tr -d '\\n' | ${filter})` }));
}

/** A text whose secrets are written by their variables; undefined where a recognisable piece of one would be left. */
function written(text: string, credentials: readonly CredentialVariables[]): Piece[] | undefined {
  const pieces = piecesOf(
    text,
    credentials.flatMap(({ values }) => values),
  );
  const left = pieces.map((piece) => ('literal' in piece ? piece.literal : '\n')).join('');
  return givesAway(left, secretsOf(credentials)) ? undefined : pieces;
}

const secretsOf = (credentials: readonly CredentialVariables[]): string[] =>
  credentials.flatMap(({ secrets }) => secrets);

/** The text of strict base64; a token of another spelling is not one. */
function decoded(token: string): string | undefined {
  if (token === '') return undefined;
  const bytes = Buffer.from(token, 'base64');
  const text = bytes.toString('utf8');
  return bytes.toString('base64') === token && Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}

/** A token that was sent is redacted wherever it is written. A wrong one is random: another one is as wrong. */
function withoutTokens(pieces: readonly Piece[], random: (length: number) => string): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if ('shell' in piece) return [piece];
    return piece.literal
      .split(/([A-Za-z0-9]{8,})/)
      .map((part, index): Piece => (index % 2 === 1 ? { shell: random(part.length) } : { literal: part }))
      .filter((one) => !('literal' in one) || one.literal !== '');
  });
}

/** What the command signs, as words of a shell. */
export interface SignedRequestWords {
  readonly url: string;
  readonly body?: string;
  /** The command that prints it instead. */
  readonly printed?: string;
  readonly otherVariable?: string;
  /** Default: the function of a script. */
  readonly command?: string;
}

/** The words that have the command sign; undefined for a request that was not signed by it. */
export function signWords(
  request: WireRequest,
  { url, body, printed, otherVariable, command = 'sign' }: SignedRequestWords,
): string[] | undefined {
  const made = signedWith(request);
  if (!made) return undefined;
  const { name, variable, isPreparation, headers, reads = [] } = made;
  const repeats = name === REPLAYED ? [' --nonce "$NONCE"', ' --timestamp "$TIMESTAMP"'] : [];
  const signs = reads.flatMap((header) =>
    headerValues(made.given.headers, header).map((value) => ` --header ${shellLiteral(`${header}: ${value}`)}`),
  );
  const words = [
    ...(printed === undefined ? [] : [`${printed} | `]),
    `${command} --method ${shellLiteral(made.given.method)} --url ${url}`,
    ...(body === undefined ? [] : [` --data ${body}`]),
    ...(printed === undefined ? [] : [' --data-file -']),
    ...signs,
    ...(variable === otherVariable ? [' --other'] : []),
    ...(name === undefined || name === REPLAYED || isPreparation ? [] : [` --invalid ${name}`]),
    ...repeats,
  ];
  if (headers && headers.join().toLowerCase() !== 'authorization') return ['-H', `@<(${words.join('')})`];
  return ['-H', `"Authorization: $(${words.join('')})"`];
}

/** Its nonce and timestamp are the script's. */
const REPLAYED = 'credentials.replayed-nonce';

/** Whether one of the requests uses a nonce again. */
export const replayedIn = (steps: readonly { readonly request: WireRequest }[]): boolean =>
  steps.some(({ request }) => signedWith(request)?.name === REPLAYED);
