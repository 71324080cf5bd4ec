import type { WireRequest, WireResponse } from '../../../src/http/types.ts';
import { broken, legal, type Broken, type Legal } from './types.ts';
import { isDeletion, lost, page, withHeader, type Between } from './wire.ts';

const EQUAL = 'unknown-ids-are-answered-alike';
const MIXED = 'answers-at-the-same-time-fit-their-requests';

/** What the makers of these entries must know of a vendor. */
export interface Answers {
  /** Whether an answer says that nobody has the id. */
  readonly isUnknown: (response: WireResponse) => boolean;
  readonly success: (request: WireRequest) => WireResponse;
  readonly crash: WireResponse;
  /** The unknown id's answer with another status, and with another code. */
  readonly otherStatus: (usual: WireResponse) => WireResponse;
  readonly otherCode: (usual: WireResponse) => WireResponse;
  /** Requirements that send many controls. */
  readonly controls: readonly string[];
}

/** Runs what follows when everything that is under way has begun. */
const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Answers of one request in so many that differ, and answers that are mixed up or missing where many come at once. */
export function inconsistencies(answers: Answers): Broken<Between>[] {
  const { isUnknown, crash, otherStatus, otherCode, success } = answers;
  const ways: Readonly<Record<string, (usual: WireResponse, request: WireRequest) => WireResponse>> = {
    crash: () => crash,
    status: otherStatus,
    code: otherCode,
    success: (_, request) => success(request),
  };
  const every = [2, 3, 5, 8, 20].flatMap((n) =>
    Object.entries(ways).map(([way, reply]) =>
      broken(
        `every-${n}/${way}`,
        `One unknown id in ${n} is answered otherwise (${way}), as by one node of ${n}.`,
        { [EQUAL]: 'fail' },
        () => {
          let count = 0;
          return through((response, request) =>
            isUnknown(response) && ++count % n === 0 ? reply(response, request) : response,
          );
        },
        { requirements: [EQUAL, ...answers.controls] },
      ),
    ),
  );
  const pool = (most: number, way: string, reply: () => WireResponse) =>
    broken(
      `pool-of-${most}/${way}`,
      `More than ${most} deletions at once are not served (${way}).`,
      { [MIXED]: 'fail' },
      pooled(most, reply),
      { requirements: [MIXED] },
    );
  const silence = (): never => {
    throw lost('timeout');
  };
  return [
    ...every,
    ...[4, 8, 12, 15].map((most) => pool(most, 'crash', () => crash)),
    pool(8, '503', () => page(503, 'Service Unavailable')),
    pool(8, 'silence', silence),
    broken('swapped', 'Answers to deletions at the same time are swapped.', { [MIXED]: 'fail' }, swapped, {
      requirements: [MIXED],
    }),
  ];
}

/** What a right server may do all the same. */
export function legalInconsistencies({ isUnknown, controls }: Answers): Legal<Between>[] {
  const rows = { requirements: [EQUAL, MIXED, ...controls] };
  const counted = (change: (response: WireResponse, count: number) => WireResponse) => () => {
    let count = 0;
    return through((response) => (isUnknown(response) ? change(response, ++count) : response));
  };
  const worded = (response: WireResponse, text: string) => ({
    ...response,
    body: Buffer.from(response.body.toString().replace(/("(?:error_message|Description)":)"[^"]*"/, `$1"${text}"`)),
  });
  return [
    legal(
      'two-wordings',
      'Two wordings of one error take turns.',
      counted((response, count) => worded(response, count % 2 ? 'The user was not found.' : 'There is no such user.')),
      {},
      rows,
    ),
    legal(
      'numbered',
      'Every error carries a number and a time.',
      counted((response, count) =>
        worded(response, `Not found (request ${count}, 2026-01-01T12:30:${10 + (count % 50)}Z).`),
      ),
      {},
      rows,
    ),
    legal(
      'correlated',
      'Every answer carries a correlation id.',
      counted((response, count) => withHeader(response, 'x-request-id', `r-${count}`)),
      {},
      rows,
    ),
  ];
}

function through(edit: (response: WireResponse, request: WireRequest) => WireResponse): Between {
  return {
    through: (inner) => async (request, limits) => {
      const response = await inner(request, limits);
      return isDeletion(request) ? edit(response, request) : response;
    },
  };
}

function pooled(most: number, reply: () => WireResponse) {
  return (): Between => {
    let underWay = 0;
    return {
      through: (inner) => async (request, limits) => {
        if (!isDeletion(request)) return inner(request, limits);
        underWay += 1;
        try {
          await aTurn();
          return underWay > most ? reply() : await inner(request, limits);
        } finally {
          await aTurn();
          underWay -= 1;
        }
      },
    };
  };
}

function swapped(): Between {
  let last: WireResponse | undefined;
  let underWay = 0;
  return {
    through: (inner) => async (request, limits) => {
      if (!isDeletion(request)) return inner(request, limits);
      underWay += 1;
      await aTurn();
      const response = await inner(request, limits);
      const isAlone = underWay === 1;
      underWay -= 1;
      const reply = last ?? response;
      last = isAlone ? undefined : response;
      return reply;
    },
  };
}
