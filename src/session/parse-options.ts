import { Command } from 'commander';
import { SHARD_SEED } from '../shards/shard-file.ts';
import { ConfigurationError } from '../errors.ts';
import { defaultOptions, parseLimits, type RunOptions } from './options.ts';
import { addFormatOptions, parseFormats, type GivenFormats } from './parse-formats.ts';
import { addLabelOption, parseLabel } from './label.ts';
import { lastFailed } from './last-failed.ts';
import { parseTimes } from './parse-times.ts';
import type { Shard } from '../run/allocation.ts';

/** The options of a run as commander reads them. */
export interface GivenOptions extends GivenFormats {
  readonly vendor: string[];
  readonly sandbox: boolean;
  readonly report: string;
  readonly edition?: string;
  readonly strict: boolean;
  readonly acceptUnprovenErasure: boolean;
  readonly allowHazardous: boolean;
  readonly partial: boolean;
  readonly quick?: boolean;
  readonly grep?: string;
  readonly lastFailed?: string;
  readonly seed?: string;
  readonly knownFailures?: string;
  readonly shard?: string;
  readonly ledger?: string;
  readonly rate?: string;
  readonly concurrency?: string;
  readonly maxRequests?: string;
  readonly clockOffset?: string;
  readonly wait?: string;
  readonly maxTime?: string;
  readonly linger?: string;
  readonly label?: string;
  readonly record?: string;
  readonly replay?: string;
}

/** Adds the options of a run to a command. */
export function addRunOptions(command: Command): Command {
  return addLabelOption(addFormatOptions(command))
    .option('--vendor <name>', 'this vendor only (repeatable)', (name: string, names: string[]) => [...names, name], [])
    .option('--sandbox', 'judge the embedded sandbox, whatever the environment configures', false)
    .option('--report <dir>', 'where the output goes', defaultOptions().reportDir)
    .option('--grep <pattern>', 'only the requirements whose id matches')
    .option('--last-failed <file>', 'only what was not green in this results.json, with its seed')
    .option(
      '--edition <name>',
      'requirements newer than this edition (2026-12) are shown, not counted; default: the newest',
    )
    .option('--strict', 'a warn makes the run nonconformant; an unjudged SHOULD makes it incomplete', false)
    .option('--accept-unproven-erasure', 'an erasure that cannot be observed does not make the run incomplete', false)
    .option(
      '--allow-hazardous',
      'also send requests that could affect other users at a host that is not loopback',
      false,
    )
    .option('--partial', 'a selection (--grep) may end conformant', false)
    .option('--quick', 'only the pinned requirements that catch most per request; implies --partial', false)
    .option('--seed <number>', 'repeat the generated cases of an earlier run')
    .option('--known-failures <file>', 'list of known failures, which do not gate until they pass or expire')
    .option('--shard <n/of>', 'run this part of the requirements and write a file for merge, which judges')
    .option('--ledger <file>', 'record accepted deletions for verify; offered users of earlier runs are not used again')
    .option(
      '--rate <n/s>',
      'requests a second (2/s) or a minute (120/m), over all requirements; default: by the answers',
    )
    .option('--concurrency <n>', 'requirements under way together; default: by the target and its answers')
    .option('--max-requests <n>', 'send at most N requests')
    .option('--wait <time>', 'wait so long (60s, 5m) until the target answers; 502, 503 and 504 do not count')
    .option('--max-time <time>', 'end in order after this time (10m): users are looked at and cleaned up, exit 3')
    .option(
      '--linger <time>',
      'watch deleted users so long (30s) after the last deletion, not 2 s: who comes back later',
    )
    .option('--clock-offset <time>', 'add this to the timestamps in signatures, such as 90s or -2m')
    .option('--record <dir>', 'record the exchanges there, redacted, for --replay')
    .option('--replay <dir>', 'judge the exchanges recorded there, without a network');
}

/**
 * The options of a run.
 * @throws ConfigurationError that names the option and what it takes
 */
export function runOptions(given: GivenOptions): RunOptions {
  refuseCombinations(given);
  const {
    sandbox,
    strict,
    acceptUnprovenErasure,
    allowHazardous,
    quick = false,
    rate,
    concurrency,
    maxRequests,
    clockOffset,
  } = given;
  const limits = parseLimits({
    ...(rate === undefined ? {} : { rate }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(clockOffset === undefined ? {} : { clockOffset }),
  });
  const shard = shardOf(given.shard);
  const times = parseTimes(given);
  const failed = given.lastFailed === undefined ? undefined : lastFailed(given.lastFailed);
  return {
    seed: seedOf(given.seed) ?? failed?.seed ?? (shard ? SHARD_SEED : defaultOptions().seed),
    reportDir: given.report,
    formats: parseFormats(given),
    grep: failed?.grep ?? given.grep ?? null,
    vendors: given.vendor,
    ...{ sandbox, strict, acceptUnprovenErasure, allowHazardous, quick, limits, times, shard },
    partial: given.partial || quick,
    edition: given.edition ?? null,
    knownFailures: given.knownFailures ?? null,
    label: parseLabel(given.label),
    ledger: given.ledger ?? null,
    record: given.record ?? null,
    replay: given.replay ?? null,
  };
}

/**
 * The options that CONFORMANCE_OPTIONS gives a native `npx playwright test`, as the command takes them.
 * @throws Error with one sentence where one of them is unknown
 */
export function parseRunOptions(text: string): RunOptions {
  const command = addRunOptions(new Command('CONFORMANCE_OPTIONS'))
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
  try {
    command.parse(text.split(/\s+/).filter(Boolean), { from: 'user' });
  } catch (error) {
    throw new ConfigurationError(`CONFORMANCE_OPTIONS: ${(error as Error).message.replace(/^error: /, '')}`);
  }
  return runOptions(command.opts<GivenOptions>());
}

/** A replay takes from its cassettes what these would set; shards share no cassette. */
function refuseCombinations(given: GivenOptions): void {
  const { record, replay, shard, grep, vendor, sandbox, seed, wait, maxTime, linger, lastFailed: failed } = given;
  const quick = given.quick ? true : undefined;
  const named = {
    ...{ '--grep': grep, '--vendor': vendor[0], '--sandbox': sandbox || undefined, '--seed': seed },
    ...{ '--wait': wait, '--max-time': maxTime, '--linger': linger, '--last-failed': failed, '--quick': quick },
  };
  const [further] = Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : name));
  if (replay !== undefined && further)
    throw new ConfigurationError(
      `--replay judges what its cassettes hold, so ${further} changes nothing: leave it out.`,
    );
  if (failed !== undefined && grep !== undefined)
    throw new ConfigurationError('--last-failed and --grep both select requirements: give one of them.');
  const other = { '--grep': grep, '--last-failed': failed, '--shard': shard, '--record': record };
  const [beside] = Object.entries(other).flatMap(([name, value]) => (value === undefined ? [] : name));
  if (quick && beside !== undefined)
    throw new ConfigurationError(
      `--quick judges a pinned subset by one whole run, so it cannot be combined with ${beside}: give one of them.`,
    );
  if (record !== undefined && replay !== undefined)
    throw new ConfigurationError('--record and --replay exclude each other.');
  if (record !== undefined && maxTime !== undefined)
    throw new ConfigurationError('--record keeps whole runs only: leave out --max-time.');
  if (shard !== undefined && given.format !== undefined)
    throw new ConfigurationError('A shard writes no report: give --format to merge.');
  if (shard !== undefined && given.label !== undefined)
    throw new ConfigurationError('A shard writes no report: give --label to merge.');
  if (record !== undefined && linger !== undefined)
    throw new ConfigurationError('--record keeps runs that do not linger: leave out --linger.');
  if (shard !== undefined && (record ?? replay) !== undefined)
    throw new ConfigurationError(
      '--shard cannot be combined with --record or --replay: record a run that is not sharded.',
    );
}

function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 31)
    throw new ConfigurationError(`--seed takes a whole number from 0 to ${2 ** 31 - 1}, not "${text}".`);
  return Number(text);
}

function shardOf(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [current = 0, total = 0] = /^\d{1,4}\/\d{1,4}$/.test(text) ? text.split('/').map(Number) : [];
  if (current >= 1 && current <= total) return { current, total };
  throw new ConfigurationError(`--shard takes a number and a total, such as 1/3, not "${text}".`);
}
