import type { CredentialVariables } from '../auth/shell-values.ts';
import { givesAway } from '../auth/shell-values.ts';
import { credentialVariables, schemeOf } from '../auth/schemes.ts';
import { signedWith } from '../auth/signed-with.ts';
import { publicUrl } from '../http/public-url.ts';
import { headerValues } from '../http/message.ts';
import type { Exchange, WireRequest } from '../http/types.ts';
import type { CurlCredentials } from '../evidence/curl.ts';
import { headerWords } from '../evidence/reproduce/credential-words.ts';
import { oneLineSigning } from '../evidence/reproduce/one-line-signing.ts';
import { piecesOf, shellLiteral, word } from '../evidence/reproduce/shell-text.ts';
import type { RunContext } from './context.ts';

/** What the lines of a run are written with. */
type Known = Pick<RunContext, 'vendor' | 'target' | 'authenticators' | 'redactor'>;

/**
 * How the curl line of one exchange writes the credentials that it was sent with, right or wrong, and every other header
 * whose value a report does not show. What a shell cannot write is left out: curlLine marks such a line.
 */
export function curlCredentials(exchange: Exchange, known: Known): CurlCredentials {
  const { request } = exchange;
  const { target, redactor, vendor } = known;
  const proof = proofOf(exchange, known);
  const dropped = new Set(proof.dropHeaders.map((name) => name.toLowerCase()));
  const configured = new Set(target.headers.map(([name]) => name.toLowerCase()));
  const isHidden = (line: readonly [string, string]): boolean => redactor.headers([line])[0]?.[1] === '[redacted]';
  const rest = request.headers.filter((line) => !dropped.has(line[0].toLowerCase()) && isHidden(line));
  const ofOperator = rest.filter(([name]) => configured.has(name.toLowerCase()));
  const ours = rest.filter((line) => !ofOperator.includes(line));
  const variables = variablesOf(target);
  const written = ours.map((line) => ({ name: line[0], words: plainHeader(line, variables) }));
  return {
    ...(proof.before === undefined ? {} : { before: proof.before }),
    words: [
      ...proof.words,
      ...(ofOperator.length > 0 ? configuredHeaders(`${vendor.profile.env}_HEADERS`) : []),
      ...written.flatMap(({ words }) => words ?? []),
    ],
    dropHeaders: [
      ...proof.dropHeaders,
      ...ofOperator.map(([name]) => name),
      ...written.flatMap(({ name, words }) => (words ? [name] : [])),
    ],
  };
}

const NOTHING: CurlCredentials = { words: [], dropHeaders: [] };

/** The credentials themselves; nothing where a shell cannot write them. */
function proofOf({ request, signed }: Exchange, { vendor, target, authenticators, redactor }: Known): CurlCredentials {
  const { auth } = vendor.profile;
  const scheme = schemeOf(auth);
  const places = [...scheme.placesOf(auth).headers, ...ELSEWHERE];
  const own = authenticators.own.curl;
  if (signed === undefined && own) return withFetched({ words: own, dropHeaders: places.slice(0, 1) }, target);
  const header = places.find((name) => headerValues(request.headers, name).length > 0) ?? 'Authorization';
  const dropHeaders = [header];
  const values = headerValues(request.headers, header);
  const [value] = values;
  const made = signedWith(request);
  // A scheme that has words of its own has them for what is signed rightly.
  const signing =
    made?.name !== undefined || !own ? oneLineSigning(request, vendor.name, target.other, redactor) : undefined;
  if (signing) return { words: signing, dropHeaders: made?.headers ?? ['Authorization'] };
  if (value === undefined || values.length > 1) return NOTHING;
  if (scheme.signed && /^oauth /i.test(value)) return NOTHING;
  const name = nameIn(request, header);
  const words = headerWords(name, value, variablesOf(target), randomHex);
  return words ? withFetched({ words, dropHeaders }, target) : NOTHING;
}

const variablesOf = ({ credentials, other }: Known['target']): CredentialVariables[] =>
  [credentials, ...(other ? [other] : [])].map(credentialVariables);

const nameIn = ({ headers }: WireRequest, header: string): string =>
  headers.find(([one]) => one.toLowerCase() === header.toLowerCase())?.[0] ?? header;

/** A token is asked for first, unless the reader has set it. */
function withFetched(proof: CurlCredentials, target: Known['target']): CurlCredentials {
  const text = proof.words.join(' ');
  const needed = variablesOf(target).flatMap(({ fetched }) =>
    fetched && text.includes(`$${fetched.name}`) ? [fetched.line] : [],
  );
  const isAtTarget = needed.some((line) => line.includes('$BASE'));
  const base = isAtTarget ? [`BASE=${shellLiteral(publicUrl(target.baseUrl))}`] : [];
  return needed.length === 0 ? proof : { ...proof, before: [...base, ...needed].join('; ') };
}

/** A header that the suite wrote, with what is a credential in it by its variable. */
function plainHeader([name, value]: readonly [string, string], variables: CredentialVariables[]): string[] | undefined {
  const pieces = piecesOf(
    `${name}: ${value}`,
    variables.flatMap(({ values }) => values),
  );
  const left = pieces.map((piece) => ('literal' in piece ? piece.literal : '\n')).join('');
  const secrets = variables.flatMap((one) => one.secrets);
  if (givesAway(left, secrets)) return undefined;
  return ['-H', value === '' ? shellLiteral(`${name};`) : word(pieces)];
}

/** The headers that the operator configured, from the variable that holds them. */
const configuredHeaders = (variable: string): string[] => [
  '-H',
  `@<(printf '%s\\n' "$${variable}" | tr ';' '\\n' | sed 's/^ *//; /^$/d')`,
];

/** Where credentials are that are in the wrong place. */
const ELSEWHERE = ['Authorization', 'X-Api-Key', 'Cookie'];

/** This many random hex digits, without a function of their own. */
const randomHex = (length: number): string => `$(od -An -N64 -tx1 /dev/urandom | tr -d ' \\n' | cut -c1-${length})`;
