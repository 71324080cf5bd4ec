import { createHash } from 'node:crypto';

/**
 * Whether every long table and property is run to its end: `npm run test:whole`, as continuous integration does every
 * night. The other commands take a part of each, the same one every time.
 */
export const IS_WHOLE = process.env['SELF_TEST_WHOLE'] === '1';

/** How often a property is tried: so often in whole, so often in part. */
export const runsOf = (whole: number, part: number): number => (IS_WHOLE ? whole : part);

/** Whether one of a table, by its name, is of the part: one in so many. */
export const isInPart = (name: string, oneIn: number): boolean =>
  IS_WHOLE || createHash('sha256').update(name).digest().readUInt32BE(0) % oneIn === 0;

/** The part of a table: one in so many by name, the first in any case. */
export const partOf = <T>(table: readonly T[], nameOf: (one: T) => string, oneIn: number): T[] =>
  table.filter((one, at) => at === 0 || isInPart(nameOf(one), oneIn));

/**
 * What `npm test` leaves to `npm run test:slow`, which continuous integration runs at every push as well:
 * `test('…', SLOW, …)`. A test is slow that takes two seconds or more on a machine of two cores.
 */
export const SLOW = { tag: '@slow' };

/** One of several tests that a loop makes: slow if its table says so. */
export const slowIf = (isSlow: boolean): typeof SLOW | Record<string, never> => (isSlow ? SLOW : {});

/** What both leave to `npm run test:whole`, because others show most of it: `test('…', LONG, …)`. */
export const LONG = { tag: '@long' };
