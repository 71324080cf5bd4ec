import { isDeepStrictEqual } from 'node:util';
import { textOf } from './stored-body.ts';
import type { StoredRequest } from './types.ts';

/** How many characters of a body are shown. */
const LONGEST = 300;
/** How many of them come before the first one that differs. */
const BEFORE = 40;

/** What a run sends is not what the cassette holds. */
export class CassetteMismatch extends Error {
  override readonly name = 'CassetteMismatch';
}

/** Where a run and its cassette part. */
export interface Difference {
  readonly place: string;
  /** Of the request among those of its place, from 1. */
  readonly number: number;
  /** Undefined where the cassette, or the run, ends before. */
  readonly expected?: StoredRequest | undefined;
  readonly got?: StoredRequest | undefined;
}

/** One sentence: which request of which requirement, what the cassette holds, what the run sends. */
export function mismatchOf({ place, number, expected, got }: Difference): CassetteMismatch {
  const isAboutHeaders = expected && got && !isDeepStrictEqual(expected.headers, got.headers);
  const start = expected && got ? firstDifference(bodyOf(expected), bodyOf(got)) : 0;
  const described = (request: StoredRequest | undefined): string => {
    if (!request) return 'no further request';
    const { method, path } = request;
    return `${method} ${path} ${shown(request, start)}${isAboutHeaders ? ` with ${headersOf(request)}` : ''}`;
  };
  return new CassetteMismatch(
    `The cassette does not match the current requirements: request ${number} of ${place} differs. ` +
      `Expected: ${described(expected)}. Got: ${described(got)}.`,
  );
}

function headersOf({ headers }: StoredRequest): string {
  return headers.length === 0 ? 'no header' : headers.map(([name, value]) => `${name}: ${value}`).join(', ');
}

function bodyOf({ body }: StoredRequest): string {
  return body === undefined || (typeof body !== 'string' && 'encrypted' in body) ? '' : textOf(body);
}

/** Of a long body the part in which the two differ. */
function shown(request: StoredRequest, start: number): string {
  if (request.body === undefined) return 'without a body';
  if (typeof request.body !== 'string' && 'encrypted' in request.body) return 'with an encrypted body';
  const text = bodyOf(request);
  const from = text.length > LONGEST ? Math.max(0, start - BEFORE) : 0;
  const part = text.slice(from, from + LONGEST);
  return `${from > 0 ? '…' : ''}${part}${from + LONGEST < text.length ? '…' : ''}`;
}

function firstDifference(one: string, other: string): number {
  const at = [...Array(Math.min(one.length, other.length)).keys()].find((index) => one[index] !== other[index]);
  return at ?? 0;
}
