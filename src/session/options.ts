import { randomInt } from 'node:crypto';
import { parseRate, type Rate } from '../http/rate-limit.ts';
import { NO_FORMATS, type ReportFormats } from '../output/report-files.ts';
import { NO_TIMES, type RunTimes } from '../run/run-durations.ts';
import { ConfigurationError } from '../errors.ts';
import type { Results } from '../verdict/results.ts';
import type { Shard } from '../run/allocation.ts';

/** What a run is asked to do. No secrets. */
export interface RunOptions {
  readonly seed: number;
  /** Folder of the report, as the operator named it. */
  readonly reportDir: string;
  /** What the report holds besides its usual files. */
  readonly formats: ReportFormats;
  /** Regular expression that ids must match; null: all of them. */
  readonly grep: string | null;
  /** Vendors named with `--vendor`; empty: whichever are configured. */
  readonly vendors: readonly string[];
  /** Whether `--sandbox` was given. */
  readonly sandbox: boolean;
  /** Edition of the requirements that count; null: the newest. */
  readonly edition: string | null;
  readonly strict: boolean;
  readonly acceptUnprovenErasure: boolean;
  readonly allowHazardous: boolean;
  readonly partial: boolean;
  /** Whether only the pinned subset of each vendor is judged; `partial` is set then. */
  readonly quick: boolean;
  /** List of known failures, as the operator named it; null: none. */
  readonly knownFailures: string | null;
  readonly limits: RequestLimits;
  readonly times: RunTimes;
  /** What the operator calls the judged build; null: nothing. */
  readonly label: string | null;
  /** Ledger of deletions, as the operator named it; null: none is kept. */
  readonly ledger: string | null;
  /** Folder to leave cassettes in; null: none. */
  readonly record: string | null;
  /** Folder of the cassettes that answer instead of a target; null: none. */
  readonly replay: string | null;
  /** The share of the requirements to run; null: all, and judge them. */
  readonly shard: Shard | null;
}

/** How many requests a run sends, and when. */
export interface RequestLimits {
  /** Starts of requests, over all requirements and vendors; null: as they come. */
  readonly rate: Rate | null;
  /** Requirements of one vendor that are under way together; null: as the target's answers allow. */
  readonly concurrency: number | null;
  /** Requests of the whole run; null: as many as it takes. */
  readonly maxRequests: number | null;
  /** Added to this machine's clock in signatures, in ms. */
  readonly clockOffsetMs: number;
}

const NO_LIMITS: RequestLimits = { rate: null, concurrency: null, maxRequests: null, clockOffsetMs: 0 };

/** The options of a run that was given none: a native `npx playwright test`. */
export function defaultOptions(): RunOptions {
  return {
    seed: randomInt(1, 2 ** 31),
    reportDir: 'conformance-report',
    formats: NO_FORMATS,
    grep: null,
    vendors: [],
    sandbox: false,
    edition: null,
    strict: false,
    acceptUnprovenErasure: false,
    allowHazardous: false,
    partial: false,
    quick: false,
    knownFailures: null,
    limits: NO_LIMITS,
    times: NO_TIMES,
    label: null,
    ledger: null,
    record: null,
    replay: null,
    shard: null,
  };
}

/** The options that change what is judged, and how. */
export function judgingOptions(options: RunOptions): Results['options'] {
  const { strict, acceptUnprovenErasure, allowHazardous, partial, times } = options;
  const lingerMs = times.lingerMs ?? 0;
  return { strict, acceptUnprovenErasure, allowHazardous, partial, ...(lingerMs > 0 ? { lingerMs } : {}) };
}

/**
 * Whether `--grep` selects a requirement.
 * @throws ConfigurationError where the pattern is no regular expression
 */
export function selects({ grep }: Pick<RunOptions, 'grep'>, id: string): boolean {
  if (grep === null) return true;
  try {
    return new RegExp(grep).test(id);
  } catch {
    throw new ConfigurationError(
      `--grep ${JSON.stringify(grep)} is not a regular expression: escape its special characters.`,
    );
  }
}

/**
 * Reads the options that limit requests.
 * @throws ConfigurationError that names the option and what it takes
 */
export function parseLimits(given: {
  rate?: string;
  concurrency?: string;
  maxRequests?: string;
  clockOffset?: string;
}): RequestLimits {
  const { rate, concurrency, maxRequests, clockOffset } = given;
  return {
    rate: rate === undefined ? null : rateOf(rate),
    concurrency: concurrency === undefined ? null : concurrencyOf(concurrency),
    maxRequests: maxRequests === undefined ? null : countOf(maxRequests),
    clockOffsetMs: clockOffset === undefined ? 0 : offsetOf(clockOffset),
  };
}

function rateOf(text: string): Rate {
  try {
    return parseRate(text);
  } catch (error) {
    throw new ConfigurationError((error as Error).message);
  }
}

/** More at once would only be an attack. */
const MOST_CONCURRENT = 100;

function concurrencyOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= MOST_CONCURRENT) return Number(text);
  throw new ConfigurationError(
    `--concurrency takes a number of requirements from 1 to ${MOST_CONCURRENT}, not "${text}".`,
  );
}

function countOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ConfigurationError(`--max-requests takes a whole number of requests, not "${text}".`);
}

function offsetOf(text: string): number {
  const [, number, unit] = /^([+-]?\d{1,9})(ms|s|m)$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm'];
  throw new ConfigurationError(`--clock-offset takes a duration, such as 90s, -2m or 1500ms, not "${text}".`);
}
