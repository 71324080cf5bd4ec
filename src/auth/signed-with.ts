import { headerValues } from '../http/message.ts';
import type { WireRequest } from '../http/types.ts';

/** What a signature that no shell can write was made with: `sign` makes it again. */
export interface SignedWith {
  /** The variable of the key that signed: it names the tenant. */
  readonly variable: string;
  /** Name of the invalid credentials or of the variant; absent: signed rightly. */
  readonly name?: string;
  /** Names of the header lines that it wrote; absent: Authorization alone. */
  readonly headers?: readonly string[];
  /** Names of the headers that it signed. */
  readonly reads?: readonly string[];
  /** Whether it is the request that comes before the invalid one. */
  readonly isPreparation?: true;
  /** The request that was given to sign. */
  readonly given: WireRequest;
}

const MADE = new WeakMap<WireRequest, SignedWith>();

function rememberSigned(given: WireRequest, signed: WireRequest, made: Omit<SignedWith, 'given'>): WireRequest {
  MADE.set(signed, { ...made, given });
  return signed;
}

/** What a request was signed with; undefined where that was not remembered. */
export const signedWith = (request: WireRequest): SignedWith | undefined => MADE.get(request);

type Signs = (request: WireRequest) => WireRequest;

/** A function that signs, and remembers how. */
export const remembering =
  (sign: Signs, made: Omit<SignedWith, 'given'>): Signs =>
  (request) =>
    rememberSigned(request, sign(request), made);

/** A signed request that is written in another way: its signature is still the same. */
export function keepSigned(signed: WireRequest, written: WireRequest): WireRequest {
  const made = MADE.get(signed);
  const valueOf = (request: WireRequest) => headerValues(request.headers, 'authorization').join('\n');
  if (made && written !== signed && valueOf(signed) === valueOf(written)) MADE.set(written, made);
  return written;
}
