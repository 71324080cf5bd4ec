import { credentialVariables, schemeOf } from '../auth/schemes.ts';
import { signedWith } from '../auth/signed-with.ts';
import { headerValues } from '../http/message.ts';
import type { WireRequest } from '../http/types.ts';
import type { CurlCredentials } from '../evidence/curl.ts';
import { headerWords } from '../evidence/reproduce/credential-words.ts';
import { oneLineSigning } from '../evidence/reproduce/one-line-signing.ts';
import type { RunContext } from './context.ts';

/**
 * How the curl line of one exchange writes the credentials that it was sent with, right or wrong. Undefined where the line
 * cannot: what it leaves out reads `[redacted]` there.
 */
export function curlCredentials(
  request: WireRequest,
  isOwn: boolean,
  { vendor, target, authenticators }: RunContext,
): CurlCredentials | undefined {
  const { auth } = vendor.profile;
  const scheme = schemeOf(auth);
  const places = [...scheme.placesOf(auth).headers, ...ELSEWHERE];
  const own = authenticators.own.curl;
  if (isOwn && own) return { words: own, dropHeaders: places.slice(0, 1) };
  const header = places.find((name) => headerValues(request.headers, name).length > 0) ?? 'Authorization';
  const dropHeaders = [header];
  const values = headerValues(request.headers, header);
  const [value] = values;
  const made = signedWith(request);
  // A scheme that has words of its own has them for what is signed rightly.
  const signing = made?.name !== undefined || !own ? oneLineSigning(request, vendor.name, target.other) : undefined;
  if (signing) return { words: signing, dropHeaders: made?.headers ?? ['Authorization'] };
  if (value === undefined || values.length > 1) return undefined;
  if (scheme.signed && /^oauth /i.test(value)) return undefined;
  const credentials = [target.credentials, ...(target.other ? [target.other] : [])].map(credentialVariables);
  const name = request.headers.find(([one]) => one.toLowerCase() === header.toLowerCase())?.[0] ?? header;
  const words = headerWords(name, value, credentials, randomHex);
  return words && { words, dropHeaders };
}

/** Where credentials stand that are in the wrong place. */
const ELSEWHERE = ['Authorization', 'X-Api-Key', 'Cookie'];

/** This many random hex digits, without a function of their own. */
const randomHex = (length: number): string => `$(od -An -N64 -tx1 /dev/urandom | tr -d ' \\n' | cut -c1-${length})`;
