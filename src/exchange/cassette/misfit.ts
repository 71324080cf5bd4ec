import { headerText } from './match.ts';
import { textOf } from './stored-body.ts';
import type { PartName, StoredRequest } from './types.ts';

/** So much of a body is told. */
const LONGEST = 300;

/** What a run sends is not what the cassette holds. */
export class CassetteMisfit extends Error {
  override readonly name = 'CassetteMisfit';
}

/** Where a run and its cassette part. */
export interface Difference {
  readonly part: PartName;
  /** Of the request in its part, from 1. */
  readonly number: number;
  /** Undefined where the cassette, or the run, ends before. */
  readonly expected?: StoredRequest | undefined;
  readonly got?: StoredRequest | undefined;
}

/** One sentence: which request of which requirement, what the cassette holds, what the run sends. */
export function misfitOf({ part, number, expected, got }: Difference): CassetteMisfit {
  const isAboutHeaders = expected && got && headerText(expected) !== headerText(got);
  const words = (request: StoredRequest | undefined, none: string): string =>
    request ? told(request) + (isAboutHeaders ? ` with ${headerText(request) || 'no header'}` : '') : none;
  return new CassetteMisfit(
    `The cassette does not fit the present catalogue: request ${number} of ${part} differs. ` +
      `Expected: ${words(expected, 'no further request')}. Got: ${words(got, 'no further request')}.`,
  );
}

function told({ method, path, body }: StoredRequest): string {
  if (body === null) return `${method} ${path} without a body`;
  if (typeof body !== 'string' && 'encrypted' in body) return `${method} ${path} with an encrypted body`;
  const text = textOf(body);
  return `${method} ${path} ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}
